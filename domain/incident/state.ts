// An incident as it stands: how bad, how far, who is on it, what is promised, and what is still to be done.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import { Instant } from '../shared/time.ts'
import { FollowUp } from './follow-up.ts'
import { Severity } from './severity.ts'

export const IncidentId = z.string().regex(/^INC-\d{1,9}$/, 'an incident, like INC-12')

export const IncidentStatus = z.enum([
  'investigating',
  'identified',
  'mitigated',
  'resolved',
  'closed',
  'cancelled',
] as const)
export type IncidentStatus = z.infer<typeof IncidentStatus>

export const IncidentRole = z.enum(['lead', 'comms'])
export type IncidentRole = z.infer<typeof IncidentRole>

/** One thing on the checklist. `proof` steps are not done without evidence. */
export const Step = z.strictObject({
  id: z.string(),
  phase: z.string(),
  title: z.string(),
  what: z.string(),
  dueAt: Instant,
  proof: z.boolean(),
  assignee: z.string().optional(),
  done: z.strictObject({ by: Actor, at: Instant, evidence: z.string().optional() }).optional(),
})
export type Step = z.infer<typeof Step>

/** What an alert says to an incident; whoever takes alerts in brings them into this form. */
export const AlertFact = z.strictObject({
  fingerprint: z.string().min(1).max(200),
  source: z.string().min(1).max(60),
  title: z.string().min(1).max(300),
  /** How bad the source thinks it is. */
  severity: Severity.optional(),
  url: z.string().max(2_000).optional(),
  at: Instant,
  /** How many deliveries this stands for. */
  count: z.int().min(1).default(1),
  group: z.string().max(200).optional(),
  startsAt: Instant.optional(),
  /** The source's own time of this word. */
  saidAt: Instant.optional(),
})
export type AlertFact = z.infer<typeof AlertFact>

export const AttachedAlert = AlertFact.extend({
  status: z.enum(['firing', 'resolved']),
  firstAt: Instant,
  /** How often it went from one status to the other. */
  flips: z.int(),
  /** The word that it is over, while that is the last one. */
  resolution: z.strictObject({ at: Instant, saidAt: Instant.optional() }).optional(),
})
export type AttachedAlert = z.infer<typeof AttachedAlert>

export const Closing = z.strictObject({
  rootCause: z.string(),
  containment: z.string(),
  blastRadius: z.string(),
  permanentFix: z.string().optional(),
  monitors: z.string().optional(),
})
export type Closing = z.infer<typeof Closing>

export const Incident = z.strictObject({
  id: IncidentId,
  status: IncidentStatus,
  title: z.string(),
  /** An exercise: the same code, marked everywhere, and nothing outside notices. */
  drill: z.boolean(),
  /** The name of the secret whose leak this is about. */
  secret: z.string().optional(),
  severity: Severity.optional(),
  detectedAt: Instant,
  declaredAt: Instant,
  declaredBy: Actor,
  lead: z.string().optional(),
  comms: z.string().optional(),
  /** Somebody has said "I see it"; the calling stops. */
  acknowledgedAt: Instant.optional(),
  /** The first of acknowledging and taking the lead. */
  answeredAt: Instant.optional(),
  /** When it came to each status. */
  reached: z.partialRecord(IncidentStatus, Instant),
  nudges: z.strictObject({ lead: z.int(), severity: z.int() }),
  stage: z.int(),
  updates: z.strictObject({
    first: Instant.optional(),
    last: z.strictObject({ at: Instant, by: Actor, text: z.string() }).optional(),
    nextAt: Instant,
    /** Whether the public was told, so that the promise was made to it. */
    toPublic: z.boolean().default(false),
    /** Flags for the promise that stands, and promises that were ever missed. */
    flags: z.int(),
    missed: z.int(),
  }),
  steps: z.array(Step),
  latePhases: z.array(z.string()),
  alerts: z.array(AttachedAlert),
  /** Alerts beyond the fifty that are kept whole: only whether each still fires. */
  beyond: z.array(z.strictObject({ fingerprint: z.string(), firing: z.boolean() })).default([]),
  /** Deliveries of alerts beyond the fifty that are kept. */
  moreAlerts: z.int(),
  /** How many deliveries each group of alerts has sent, where a storm brought several together. */
  groups: z.array(z.strictObject({ name: z.string(), count: z.int() })).default([]),
  moreGroups: z.int().default(0),
  /** Alerts counted in the current five minutes. */
  storm: z.strictObject({ since: Instant, count: z.int() }),
  /** Messages that were noted already, so that a second reaction adds nothing. */
  noted: z.array(z.string()),
  followUps: z.array(FollowUp),
  closing: Closing.optional(),
  /** The incident that goes on in its place. */
  mergedInto: IncidentId.optional(),
  /** The incidents that go on in this one. */
  absorbed: z.array(IncidentId).default([]),
})
export type Incident = z.infer<typeof Incident>

export const IncidentState = z.union([z.strictObject({ status: z.literal('none') }), Incident])
export type IncidentState = z.infer<typeof IncidentState>

/** Where each status may go; a recurrence is a new incident. */
export const moves: Record<IncidentStatus, readonly IncidentStatus[]> = {
  investigating: ['identified', 'cancelled'],
  identified: ['mitigated', 'cancelled'],
  mitigated: ['resolved', 'cancelled'],
  resolved: ['closed'],
  closed: [],
  cancelled: [],
}

/** People still work on it, and others wait for word. */
export const isOpen = ({ status }: Pick<Incident, 'status'>): boolean =>
  status === 'investigating' || status === 'identified' || status === 'mitigated'

/** It does harm: what agents may do depends on it. A drill burns nothing. */
export const isBurning = ({ status, drill }: Pick<Incident, 'status' | 'drill'>): boolean =>
  !drill && (status === 'investigating' || status === 'identified')
