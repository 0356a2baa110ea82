// What the product knows of one action of an agent, from the request to its verified outcome.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import { Json } from '../shared/json.ts'
import { Instant } from '../shared/time.ts'
import { requirement } from './judgement.ts'

/** What the agent wants to do. `params` have their secrets masked; `digest` is over what was really sent. */
export const ActionRequest = z.strictObject({
  id: z.string(),
  agent: z.string(),
  owner: z.string(),
  environment: z.string(),
  tool: z.string(),
  params: z.record(z.string(), Json),
  digest: z.string(),
  session: z.string().optional(),
  run: z.string().optional(),
  channel: z.string().optional(),
  skill: z.string().optional(),
  intent: z.string().optional(),
  /** The person whose message started the run, by their id in the channel. */
  onBehalfOf: z.string().optional(),
  toolCallId: z.string().optional(),
  /** Over where the gateway said that the paths of the parameters lead. */
  resolvedDigest: z.string().optional(),
  /** What is dangerous in it, in words for people. */
  dangers: z.array(z.string()).optional(),
  policies: z.array(z.string()),
  reasons: z.array(z.strictObject({ policy: z.string(), reason: z.string() })),
  policyVersion: z.string(),
  switchRevision: z.int(),
  requestedAt: Instant,
})
export type ActionRequest = z.infer<typeof ActionRequest>

/** One person's word. `roles` are those that the vote counts for, which a fallback role may have lent. */
export const Vote = z.strictObject({
  by: z.string(),
  verdict: z.enum(['approve', 'deny']),
  roles: z.array(z.string()),
  reason: z.string().optional(),
  at: Instant,
})
export type Vote = z.infer<typeof Vote>

/** What people were asked, and how far they are. */
export const Approval = z.strictObject({
  requirement,
  votes: z.array(Vote),
  expiresAt: Instant,
  remindedAt: Instant.optional(),
  escalatedAt: Instant.optional(),
})
export type Approval = z.infer<typeof Approval>

/** `partial`: half of it was done. Like `unknown`, only people can settle what became of it. */
export const Outcome = z.strictObject({
  status: z.enum(['succeeded', 'failed', 'partial', 'unknown']),
  summary: z.string().optional(),
  durationMs: z.number().optional(),
  evidence: z.string().optional(),
  at: Instant,
})
export type Outcome = z.infer<typeof Outcome>

/** How a person settled an action whose outcome nobody could tell. */
export const Recovery = z.strictObject({
  resolution: z.enum(['happened', 'did-not-happen', 'retry-is-safe']),
  by: z.string(),
  at: Instant,
})
export type Recovery = z.infer<typeof Recovery>

const settled = {
  request: ActionRequest,
  approval: Approval.optional(),
  reason: z.string(),
  at: Instant,
  by: Actor,
}
const running = { request: ActionRequest, approval: Approval.optional(), startedAt: Instant }

export const ActionState = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({ status: z.literal('pending'), request: ActionRequest, approval: Approval }),
  z.strictObject({
    status: z.literal('approved'),
    request: ActionRequest,
    approval: Approval,
    approvedAt: Instant,
    startBy: Instant,
  }),
  z.strictObject({ status: z.literal('denied'), ...settled }),
  z.strictObject({ status: z.literal('expired'), ...settled }),
  z.strictObject({ status: z.literal('voided'), ...settled }),
  z.strictObject({ status: z.literal('started'), ...running }),
  z.strictObject({
    status: z.enum(['succeeded', 'failed', 'unknown']),
    ...running,
    outcome: Outcome,
    recovery: Recovery.optional(),
  }),
])
export type ActionState = z.infer<typeof ActionState>
export type ActionStatus = Exclude<ActionState['status'], 'none'>
/** An action that somebody has asked for. */
export type KnownAction = Exclude<ActionState, { status: 'none' }>

/** The status at `now`: a clock that has run out counts before anybody has recorded it. */
export const statusAt = (action: KnownAction, now: string): ActionStatus => {
  if (action.status === 'pending' && now >= action.approval.expiresAt) return 'expired'
  if (action.status === 'approved' && now >= action.startBy) return 'expired'
  return action.status
}
