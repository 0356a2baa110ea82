// Remembers on disk what must outlive the gateway: the switch, so that one that restarts in an outage stays paused, and what a pause switched off.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Switch } from './answers.ts'
import { switchOf } from './answers.ts'
import { isRecord } from './json.ts'

const read = (directory: string, name: string): unknown => {
  try {
    return JSON.parse(readFileSync(join(directory, name), 'utf8'))
  } catch {
    return undefined // none was kept, or the file is damaged
  }
}

const write = (directory: string, name: string, value: unknown): void => {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = join(directory, name)
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** The last known switch; undefined when none was kept. */
export const loadSwitch = (directory: string): Switch | undefined => {
  try {
    return switchOf(read(directory, 'switch.json'))
  } catch {
    return undefined
  }
}

/** Written before anything is stopped, in one rename. */
export const saveSwitch = (directory: string, state: Switch): void => write(directory, 'switch.json', state)

/** Keeps a copy of a scheduled job that was taken out, under its id. */
export const keepJob = (directory: string, job: { id: string }): void => {
  const kept = read(directory, 'jobs-taken-out.json')
  write(directory, 'jobs-taken-out.json', { ...(isRecord(kept) ? kept : {}), [job.id]: job })
}

/** The scheduler's jobs that a pause switched off. */
export const heldJobs = (directory: string) => ({
  load: (): readonly string[] => {
    const ids = read(directory, 'held-jobs.json')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  },
  save: (ids: readonly string[]): void => write(directory, 'held-jobs.json', [...new Set(ids)]),
})
