// Taking tokens away: an operator's or an agent's, the last resort for one that does not confirm that it stopped.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import type { Decider } from '../shared/decider.ts'
import { notAllowed } from '../shared/permissions.ts'
import { Instant } from '../shared/time.ts'

const happened = { at: Instant, by: Actor }
const RevocationEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('TokensRevoked'),
    ...happened,
    agent: z.string().optional(),
    operator: z.string().optional(),
    /** SHA-256 of each; the tokens themselves are nowhere. */
    tokens: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('RevocationRefused'),
    ...happened,
    result: z.literal('refused'),
    agent: z.string().optional(),
    operator: z.string().optional(),
    code: z.string(),
    sentence: z.string(),
  }),
])
export type RevocationEvent = z.infer<typeof RevocationEvent>

const RevocationState = z.strictObject({ agent: z.string().optional(), revoked: z.array(z.string()) })
type RevocationState = z.infer<typeof RevocationState>

/** `mayAct` is what the server looked up: whether this person answers for security or the platform. */
export interface RevokeTokens {
  now: string
  by: Actor
  mayAct: boolean
  /** Whose tokens: an agent's or an operator's. */
  agent?: string
  operator?: string
  /** Hashes of the tokens that the agent has used lately. */
  tokens: readonly string[]
}

export const revocation: Decider<RevocationState, RevokeTokens, RevocationEvent, 'revocation'> = {
  kind: 'revocation',
  initialState: { revoked: [] },
  state: RevocationState,
  event: RevocationEvent,
  decide: ({ revoked }, { now, by, mayAct, agent, operator, tokens }) => {
    const whose = agent === undefined ? { operator } : { agent }
    const name = agent ?? operator ?? ''
    const refusal = (code: string, sentence: string) => ({
      events: [
        {
          type: 'RevocationRefused' as const,
          at: now,
          by,
          result: 'refused' as const,
          ...whose,
          code,
          sentence,
        },
      ],
      refusal: { code, sentence },
    })
    if (!mayAct) return refusal('not-allowed', notAllowed('token.revoke'))
    const fresh = tokens.filter((token) => !revoked.includes(token))
    if (tokens.length === 0)
      return refusal('no-token', `No token of ${name} was seen, so there is none to revoke.`)
    if (fresh.length === 0)
      return {
        events: [],
        refusal: { code: 'revoked', sentence: `The token of ${name} was revoked already.` },
      }
    return { events: [{ type: 'TokensRevoked', at: now, by, ...whose, tokens: fresh }] }
  },
  evolve: (state, event) =>
    event.type === 'TokensRevoked'
      ? {
          ...(event.agent === undefined ? {} : { agent: event.agent }),
          revoked: [...state.revoked, ...event.tokens],
        }
      : state,
  subject: ({ agent }) => ({ agent }),
  queue: () => undefined,
}
