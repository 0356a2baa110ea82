// Everything that can happen to an action. These are the audit record, so a name or field once written stays.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import { Instant } from '../shared/time.ts'
import { requirement } from './judgement.ts'
import { ActionRequest, Outcome, Recovery } from './state.ts'

const happened = { at: Instant, by: Actor }
const refused = { ...happened, result: z.literal('refused'), code: z.string(), sentence: z.string() }
const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape })

export const ActionEvent = z.discriminatedUnion('type', [
  event('ActionAllowed', { ...happened, request: ActionRequest }),
  event('ActionDenied', {
    ...happened,
    result: z.literal('refused'),
    request: ActionRequest,
    reason: z.string(),
  }),
  event('ApprovalRequested', { ...happened, request: ActionRequest, requirement, expiresAt: Instant }),
  event('RequestRefused', refused),
  event('ApprovalGranted', { ...happened, roles: z.array(z.string()), reason: z.string().optional() }),
  event('ActionApproved', { ...happened, startBy: Instant }),
  event('ApprovalDenied', { ...happened, roles: z.array(z.string()), reason: z.string() }),
  event('DecisionRefused', refused),
  event('ApproversReminded', happened),
  event('ApprovalEscalated', happened),
  event('ApprovalExpired', happened),
  event('ActionVoided', { ...happened, reason: z.string() }),
  event('ActionStarted', { ...happened, policies: z.array(z.string()) }),
  event('StartRefused', { ...refused, policies: z.array(z.string()) }),
  event('GrantLapsed', happened),
  event('OutcomeReported', {
    ...happened,
    result: z.literal('failure').optional(),
    /** Whether people had approved it, and so a workflow waits to tell them. */
    gated: z.boolean(),
    outcome: Outcome,
  }),
  event('OutcomeLost', { ...happened, result: z.literal('failure'), gated: z.boolean() }),
  event('RecoveryResolved', { ...happened, recovery: Recovery }),
])
export type ActionEvent = z.infer<typeof ActionEvent>
