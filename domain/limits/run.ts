// One run, which is what one request of a person sets going: how many steps, tokens and dollars it may take before it is paused.
import * as z from 'zod'

export const RunLimits = z.strictObject({
  steps: z.int().min(1).max(1_000_000),
  tokens: z.int().min(1).max(1e12),
  spendUsd: z.number().positive().max(1e9),
})
export type RunLimits = z.infer<typeof RunLimits>

/** What a run has taken so far; `usd` by our own prices. */
export interface RunSums {
  steps: number
  tokens: number
  usd: number
}

export const RunLimit = z.enum(['steps', 'tokens', 'spend'])
export type RunLimit = z.infer<typeof RunLimit>

export interface Reached {
  limit: RunLimit
  /** As in “has taken 200 steps, which is its most”. */
  evidence: string
}

const counted = (count: number, unit: string): string => `${count.toLocaleString('en-US')} ${unit}`

/** Which limit a run has reached. A step beyond the most is one too many; tokens and dollars are known only once they are spent. */
export const reachedBy = (sums: RunSums, limits: RunLimits): Reached | undefined => {
  if (sums.steps > limits.steps)
    return { limit: 'steps', evidence: `has taken ${counted(limits.steps, 'steps')}, which is its most` }
  if (sums.tokens >= limits.tokens)
    return {
      limit: 'tokens',
      evidence: `has used ${counted(sums.tokens, 'tokens')} of at most ${counted(limits.tokens, 'tokens')}`,
    }
  if (sums.usd >= limits.spendUsd)
    return {
      limit: 'spend',
      evidence: `has spent $${sums.usd.toFixed(2)} of at most $${limits.spendUsd.toFixed(2)}`,
    }
  return undefined
}

/** What the agent can do about it. */
export const whatToDo = ({ evidence }: Reached): string =>
  `This run ${evidence}, so it is paused. Stop here: tell the person what is done and what is left; a new request of theirs begins a new run.`

/** A run that was paused, as the agent hears of it. */
export interface PausedRun {
  run: string
  reason: string
  since: string
  until: string
}
