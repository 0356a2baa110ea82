// A question of what would happen: it changes nothing, and that somebody asked is on record.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import type { Decider } from '../shared/decider.ts'
import { Instant } from '../shared/time.ts'

const asked = {
  agent: z.string(),
  session: z.string().optional(),
  tool: z.string(),
  digest: z.string(),
  verdict: z.enum(['allow', 'ask', 'deny']),
  policies: z.array(z.string()),
}
const DryRunAnswered = z.strictObject({ type: z.literal('DryRunAnswered'), at: Instant, by: Actor, ...asked })
const DryRunState = z.strictObject({ agent: z.string().optional(), session: z.string().optional() })

export type DryRunAnswered = z.infer<typeof DryRunAnswered>
type State = z.infer<typeof DryRunState>

export const dryRun: Decider<State, Omit<DryRunAnswered, 'type'>, DryRunAnswered, 'dry-run'> = {
  kind: 'dry-run',
  initialState: {},
  state: DryRunState,
  event: DryRunAnswered,
  decide: (_state, command) => ({ events: [{ type: 'DryRunAnswered', ...command }] }),
  evolve: (_state, { agent, session }) => ({ agent, session }),
  subject: (state) => state,
  queue: () => undefined,
}
