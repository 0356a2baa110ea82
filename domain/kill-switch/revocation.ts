// Taking an agent's tokens away: the last resort for one that does not confirm that it stopped.

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
    agent: z.string(),
    /** SHA-256 of each; the tokens themselves are nowhere. */
    tokens: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('RevocationRefused'),
    ...happened,
    result: z.literal('refused'),
    agent: z.string(),
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
  agent: string
  /** Hashes of the tokens that the agent has used lately. */
  tokens: readonly string[]
}

export const revocation: Decider<RevocationState, RevokeTokens, RevocationEvent, 'revocation'> = {
  kind: 'revocation',
  initialState: { revoked: [] },
  state: RevocationState,
  event: RevocationEvent,
  decide: ({ revoked }, { now, by, mayAct, agent, tokens }) => {
    const refusal = (code: string, sentence: string) => ({
      events: [
        {
          type: 'RevocationRefused' as const,
          at: now,
          by,
          result: 'refused' as const,
          agent,
          code,
          sentence,
        },
      ],
      refusal: { code, sentence },
    })
    if (!mayAct) return refusal('not-allowed', notAllowed('token.revoke'))
    const fresh = tokens.filter((token) => !revoked.includes(token))
    if (tokens.length === 0)
      return refusal('no-token', `No token of ${agent} was seen, so there is none to revoke.`)
    if (fresh.length === 0)
      return {
        events: [],
        refusal: { code: 'revoked', sentence: `The token of ${agent} was revoked already.` },
      }
    return { events: [{ type: 'TokensRevoked', at: now, by, agent, tokens: fresh }] }
  },
  evolve: (state, event) =>
    event.type === 'TokensRevoked'
      ? { agent: event.agent, revoked: [...state.revoked, ...event.tokens] }
      : state,
  subject: ({ agent }) => ({ agent }),
  queue: () => undefined,
}
