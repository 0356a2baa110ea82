// Waits for a condition instead of sleeping, and says what it waited for when it never comes true.
import { setTimeout as sleep } from 'node:timers/promises'

/** Polls until the value is truthy; the value. */
export const until = async <T>(
  what: string,
  probe: () => T | Promise<T>,
  withinMs = 60_000,
): Promise<NonNullable<T>> => {
  const deadline = Date.now() + withinMs
  for (;;) {
    const value = await probe()
    if (value) return value
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${withinMs} ms`)
    await sleep(10)
  }
}
