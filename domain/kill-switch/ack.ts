// An agent's word that it has stopped: what it ended, what would not end, and how long after the switch was turned.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import type { Decider } from '../shared/decider.ts'
import { Instant } from '../shared/time.ts'

const confirmed = {
  agent: z.string(),
  revision: z.int(),
  stoppedRuns: z.array(z.string()),
  /** What was still running when the agent said this. */
  stragglers: z.array(z.string()),
  /** Milliseconds from the turn of the switch to this word; absent when nothing is engaged for the agent. */
  stopMs: z.int().optional(),
}
const StopConfirmed = z.strictObject({
  type: z.literal('StopConfirmed'),
  at: Instant,
  by: Actor,
  result: z.literal('failure').optional(),
  ...confirmed,
})
export type StopConfirmed = z.infer<typeof StopConfirmed>

/** The agent's latest word about one revision. */
export const SwitchAck = z.strictObject({ ...confirmed, at: Instant })
export type SwitchAck = z.infer<typeof SwitchAck>

const AckState = z.strictObject({ ack: SwitchAck.optional() })
type AckState = z.infer<typeof AckState>
export type ConfirmStop = Omit<SwitchAck, 'at'> & { now: string }

const same = (ack: SwitchAck | undefined, { stoppedRuns, stragglers }: ConfirmStop): boolean =>
  ack !== undefined &&
  ack.stoppedRuns.join('\n') === stoppedRuns.join('\n') &&
  ack.stragglers.join('\n') === stragglers.join('\n')

/** The work list on which the acks stand, in the order of their revisions. */
export const ACKS = 'acks'
export const ackOrder = (revision: number): string => String(revision).padStart(12, '0')

/** One stream for each agent and revision, so that a thousand agents can confirm at once without waiting for each other. */
export const switchAck: Decider<AckState, ConfirmStop, StopConfirmed, 'switch-ack'> = {
  kind: 'switch-ack',
  initialState: {},
  state: AckState,
  event: StopConfirmed,
  decide: ({ ack }, command) => {
    if (same(ack, command)) return { events: [] }
    const { now, ...said } = command
    const by = { kind: 'agent' as const, id: command.agent }
    const result = said.stragglers.length > 0 ? { result: 'failure' as const } : {}
    return { events: [{ type: 'StopConfirmed', at: now, by, ...result, ...said }] }
  },
  evolve: (_state, { type: _type, by: _by, result: _result, ...ack }) => ({ ack }),
  subject: ({ ack }) => ({ agent: ack?.agent }),
  queue: ({ ack }) => ack && { name: ACKS, at: ackOrder(ack.revision) },
}
