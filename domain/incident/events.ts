// Everything that can happen to an incident. These are the audit record and the timeline, so a name or field once written stays.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import { Instant } from '../shared/time.ts'
import { Severity } from './severity.ts'
import { AlertFact, AttachedAlert, Closing, IncidentId, IncidentRole, IncidentStatus, Step } from './state.ts'

const happened = { at: Instant, by: Actor }
const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...happened, ...shape })

export const IncidentEvent = z.discriminatedUnion('type', [
  event('IncidentDeclared', {
    id: IncidentId,
    title: z.string(),
    drill: z.boolean(),
    secret: z.string().optional(),
    severity: Severity.optional(),
    unsure: z.boolean(),
    detectedAt: Instant,
    nextUpdateAt: Instant,
    steps: z.array(Step),
  }),
  event('SeveritySet', {
    from: Severity.optional(),
    to: Severity,
    reason: z.string(),
    unsure: z.boolean(),
    nextUpdateAt: Instant,
  }),
  event('StatusMoved', { from: IncidentStatus, to: IncidentStatus, reason: z.string() }),
  /** Taken when `by` is the person, handed over when there was somebody before. */
  event('IncidentRoleGiven', { role: IncidentRole, person: z.string(), from: z.string().optional() }),
  event('IncidentAcknowledged', {}),
  event('LeadNudged', { count: z.int() }),
  event('SeverityNudged', { count: z.int() }),
  event('IncidentEscalated', { stage: z.int() }),
  event('UpdatePosted', {
    text: z.string(),
    audience: z.string(),
    public: z.boolean().default(false),
    nextUpdateAt: Instant,
  }),
  event('UpdateLate', { promisedAt: Instant, flags: z.int() }),
  event('UpdatesSnoozed', { until: Instant, reason: z.string() }),
  event('StepAssigned', { step: z.string(), person: z.string() }),
  event('StepDone', { step: z.string(), what: z.string(), evidence: z.string().optional() }),
  event('ChecklistLate', { phase: z.string(), title: z.string() }),
  event('AlertsAttached', {
    alerts: z.array(AlertFact),
    /** More than the thread should hear one by one; the card counts them. */
    storm: z.boolean(),
    flapping: z.boolean(),
  }),
  event('AlertsResolved', {
    fingerprints: z.array(z.string()),
    titles: z.array(z.string()),
    storm: z.boolean(),
    flapping: z.boolean(),
    /** When each was said to be over, here and by the source's own clock. */
    resolutions: z
      .array(z.strictObject({ fingerprint: z.string(), at: Instant, saidAt: Instant.optional() }))
      .optional(),
  }),
  event('IncidentMerged', { into: IncidentId, reason: z.string() }),
  event('IncidentAbsorbed', {
    from: IncidentId,
    title: z.string(),
    alerts: z.array(AttachedAlert),
    beyond: z.array(z.strictObject({ fingerprint: z.string(), firing: z.boolean() })),
  }),
  event('NoteAdded', { text: z.string(), author: z.string().optional(), message: z.string().optional() }),
  event('FollowUpAdded', { id: z.string(), what: z.string(), owner: z.string(), dueOn: z.iso.date() }),
  event('FollowUpDone', { id: z.string(), what: z.string(), evidence: z.string() }),
  event('FollowUpNagged', { id: z.string(), owner: z.string(), what: z.string(), nags: z.int() }),
  event('IncidentClosed', { closing: Closing }),
  event('IncidentRefused', { result: z.literal('refused'), code: z.string(), sentence: z.string() }),
])
export type IncidentEvent = z.infer<typeof IncidentEvent>
