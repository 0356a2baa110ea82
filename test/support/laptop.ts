// The whole system in this process, on a port and data of its own, driven through its contract alone.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyConfig } from './config.ts'
import { drive } from './driver.ts'
import { lookInto } from './table.ts'

/** Everything that the handlers logged; kept from the terminal, and itself something to look into. */
const captureConsole = () => {
  const lines: string[] = []
  const original = { log: console.log, warn: console.warn, error: console.error }
  const keep = (...words: unknown[]) => {
    lines.push(
      words.map((word) => (word instanceof Error ? `${word.stack}` : JSON.stringify(word))).join(' '),
    )
  }
  Object.assign(console, { log: keep, warn: keep, error: keep })
  return { lines, release: () => Object.assign(console, original) }
}

/** A busy machine must not look like an outage; who rehearses outages waits for the time-outs as they are. */
const PATIENCE = 20
export const AS_DEPLOYED = 1

/** One per test file: handlers keep the clients that they made. */
export const startLaptop = async (limits?: 'shipped', patience = PATIENCE) => {
  const dir = mkdtempSync(join(tmpdir(), 'claw-flow-'))
  const configDir = copyConfig(join(dir, 'config'), limits)
  process.env['CLAW_CONFIG_DIR'] = configDir
  process.env['CLAW_PATIENCE'] = `${patience}`
  const { lines, release } = captureConsole()
  const { startSystem } = await import('#local/system.ts')
  const system = await startSystem({ port: 0, dataDir: join(dir, 'data') })
  const table = lookInto(system.dynamoDbUrl)
  const people = join(configDir, 'people.yml')
  return {
    ...drive(system.url),
    table,
    logs: lines,
    dataDir: join(dir, 'data'),
    /** Edits config/people.yml on the fly; the returned function puts it back. */
    editPeople: (change: (text: string) => string) => {
      const before = readFileSync(people, 'utf8')
      writeFileSync(people, change(before))
      return () => writeFileSync(people, before)
    },
    stop: async () => {
      table.close()
      await system.close()
      release()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
export type Laptop = Awaited<ReturnType<typeof startLaptop>>
