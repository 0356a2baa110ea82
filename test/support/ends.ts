// Work that hangs is found without asserting how fast it is: far beyond what a busy machine needs, it is broken off.
import { runInThisContext } from 'node:vm'

const PATIENCE_MS = 120_000

const stage = globalThis as { workThatMayHang?: () => unknown }

/** What `work` comes to. A test's own time-out cannot break off a loop or a pattern that never yields; this can. */
export const ends = <T>(what: string, work: () => T): T => {
  stage.workThatMayHang = work
  try {
    return runInThisContext('globalThis.workThatMayHang()', { timeout: PATIENCE_MS }) as T
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new Error(`${what}: no end after ${PATIENCE_MS / 60_000} minutes`)
  } finally {
    delete stage.workThatMayHang
  }
}
