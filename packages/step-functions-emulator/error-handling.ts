// Which Retry or Catch answers an error, and how long a retry waits.
import type { StateError } from './errors.ts'
import type { Catcher, Retrier } from './state-schemas.ts'

/** ErrorEquals as AWS reads it: States.Runtime and States.DataLimitExceeded are never caught. */
function matches(errorEquals: string[], error: string): boolean {
  if (error === 'States.Runtime' || error === 'States.DataLimitExceeded') return false
  return errorEquals.some((name) => {
    if (name === 'States.ALL' || name === error) return true
    if (name === 'States.TaskFailed') return error !== 'States.Timeout' && error !== 'States.HeartbeatTimeout'
    return name === 'States.Timeout' && error === 'States.HeartbeatTimeout'
  })
}

/**
 * The retry to make, if any: `retries` counts those made so far in this visit of the state, one per retrier.
 * Only the first retrier that matches is asked; when it is used up, the catchers are. `random` is in [0, 1).
 */
export function nextRetry(
  retriers: Retrier[],
  retries: number[],
  error: StateError,
  random: () => number,
): { delayMs: number; retries: number[] } | undefined {
  const index = retriers.findIndex((candidate) => matches(candidate.ErrorEquals, error.name))
  const retrier = retriers[index]
  const made = retries[index] ?? 0
  if (!retrier || made >= retrier.MaxAttempts) return undefined
  const seconds = Math.min(
    retrier.IntervalSeconds * retrier.BackoffRate ** made,
    retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
    99_999_999,
  )
  const share = retrier.JitterStrategy === 'FULL' ? random() : 1
  return {
    delayMs: Math.round(seconds * 1000 * share),
    retries: retriers.map((_, other) => (retries[other] ?? 0) + (other === index ? 1 : 0)),
  }
}

export function catcherFor(catchers: Catcher[], error: StateError): Catcher | undefined {
  return catchers.find((candidate) => matches(candidate.ErrorEquals, error.name))
}
