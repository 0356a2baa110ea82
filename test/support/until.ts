// Waits for a condition instead of sleeping, in real time whatever the virtual clock says, and names what never came.
import { setTimeout as pause } from 'node:timers/promises'

/** Longer than any busy machine needs, and shorter than a test may take, so that what never came is named. */
const PATIENCE_MS = 180_000

/** Polls until the probe gives something truthy, which is returned. */
export const until = async <T>(
  what: string,
  probe: () => T | Promise<T>,
): Promise<Exclude<T, false | '' | 0 | null | undefined>> => {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const value = await probe()
    if (value) return value as Exclude<T, false | '' | 0 | null | undefined>
    if (performance.now() > deadline) throw new Error(`${what}: not within ${PATIENCE_MS / 60_000} minutes`)
    await pause(15)
  }
}
