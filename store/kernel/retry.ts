// The one way in which the store tries again what others, or the table, stood in the way of.
import { backoff } from '#domain/shared/backoff.ts'

const bounds = { firstMs: 10, mostMs: 200 }

export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, backoff(attempt, Math.random(), bounds)))

/** Said by work that may be tried again. */
export const AGAIN = Symbol('again')

/**
 * What `work` comes to, tried at most `tries` times with a pause after each.
 * @throws what `work` throws, at once, and what `exhausted` makes when it said AGAIN every time
 */
export const retried = async <T>(
  tries: number,
  work: (attempt: number) => Promise<T | typeof AGAIN>,
  exhausted: () => Error,
): Promise<T> => {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await pause(attempt - 1)
    const result = await work(attempt)
    if (result !== AGAIN) return result
  }
  throw exhausted()
}
