// How long to wait before trying again: twice as long each time, up to a bound, and anything below that by chance, so that those who met do not meet again.

export interface Bounds {
  firstMs: number
  mostMs: number
}

/** Milliseconds after the try number `attempt` (from 0); `random` is in [0, 1). */
export const backoff = (attempt: number, random: number, { firstMs, mostMs }: Bounds): number =>
  random * Math.min(firstMs * 2 ** attempt, mostMs)
