// What the judge says about one action, kept apart from the judge so that deciders can carry it as plain data.
import * as z from 'zod'

export const risk = z.enum(['normal', 'high', 'critical'])
export type Risk = z.infer<typeof risk>

/** Who can lift a gate: at least one person for every group (any role of the group will do), `quorum` people in all. */
export const requirement = z.strictObject({
  groups: z.array(z.array(z.string().min(1)).min(1)),
  quorum: z.int().min(1),
  risk,
})
export type Requirement = z.infer<typeof requirement>

/** The facts of a moment that policies read. Severity: 0 = no open incident, 1 = the worst … 4. */
export const moment = z.strictObject({
  switchMode: z.enum(['run', 'readonly', 'paused']),
  severity: z.int().min(0).max(4),
  freeze: z.boolean(),
  budgetExhausted: z.boolean(),
})
export type Moment = z.infer<typeof moment>

/** A moment in which nothing is engaged. */
export const calm: Moment = { switchMode: 'run', severity: 0, freeze: false, budgetExhausted: false }

/** The people who stand behind an action when it is judged: how many, and the roles that they hold together. */
export interface ApprovalFact {
  count: number
  roles: string[]
}

export const judgement = z.strictObject({
  verdict: z.enum(['allow', 'ask', 'deny']),
  /** Ids of the policies that decided. */
  policies: z.array(z.string()),
  reasons: z.array(z.strictObject({ policy: z.string(), reason: z.string() })),
  /** Present exactly when the verdict is `ask`. */
  requirement: requirement.optional(),
  /** What was derived from the parameters and shown to the policies. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type Judgement = z.infer<typeof judgement>
