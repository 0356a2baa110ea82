// Many wrong tokens from one place: on record once an hour, however many there are, so that guessing costs us no writes.
import * as z from 'zod'
import { Actor, system } from '../shared/actor.ts'
import type { Decider } from '../shared/decider.ts'
import { Instant, plusSeconds } from '../shared/time.ts'

const WrongTokensSeen = z.strictObject({
  type: z.literal('WrongTokensSeen'),
  at: Instant,
  by: Actor,
  result: z.literal('refused'),
  /** The address they came from. */
  source: z.string(),
  count: z.int(),
  withinSeconds: z.int(),
})
export type WrongTokensSeen = z.infer<typeof WrongTokensSeen>

const State = z.strictObject({ quietUntil: Instant.optional() })
type State = z.infer<typeof State>
type Command = Pick<WrongTokensSeen, 'source' | 'count' | 'withinSeconds'> & { now: string }

const QUIET_SECONDS = 3_600

/** One stream for each source. */
export const wrongTokens: Decider<State, Command, WrongTokensSeen, 'wrong-tokens'> = {
  kind: 'wrong-tokens',
  initialState: {},
  state: State,
  event: WrongTokensSeen,
  decide: ({ quietUntil }, { now, source, count, withinSeconds }) => ({
    events:
      quietUntil !== undefined && now < quietUntil
        ? []
        : [
            {
              type: 'WrongTokensSeen',
              at: now,
              by: system('door'),
              result: 'refused',
              source,
              count,
              withinSeconds,
            },
          ],
  }),
  evolve: (_state, { at }) => ({ quietUntil: plusSeconds(at, QUIET_SECONDS) }),
  subject: () => ({}),
  queue: () => undefined,
}
