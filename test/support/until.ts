// Waits for a condition instead of sleeping, in real time whatever the virtual clock says, and names what never came.
import { setTimeout as pause } from 'node:timers/promises'

/** Polls until the probe gives something truthy, which is returned. */
export const until = async <T>(
  what: string,
  probe: () => T | Promise<T>,
  withinMs = 10_000,
): Promise<Exclude<T, false | '' | 0 | null | undefined>> => {
  const deadline = performance.now() + withinMs
  for (;;) {
    const value = await probe()
    if (value) return value as Exclude<T, false | '' | 0 | null | undefined>
    if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`)
    await pause(15)
  }
}
