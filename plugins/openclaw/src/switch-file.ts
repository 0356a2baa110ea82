// Remembers the switch on disk, so that a gateway that restarts while the gate is away stays paused.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Switch } from './gate-client.ts'
import { switchOf } from './gate-client.ts'

const fileIn = (directory: string): string => join(directory, 'switch.json')

/** The last known switch; undefined when none was kept or the file is damaged. */
export const loadSwitch = (directory: string): Switch | undefined => {
  try {
    return switchOf(JSON.parse(readFileSync(fileIn(directory), 'utf8')))
  } catch {
    return undefined
  }
}

/** Written before anything is stopped, in one rename. */
export const saveSwitch = (directory: string, state: Switch): void => {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = fileIn(directory)
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
