// Incidents as operators declare, read and change them without Slack.
import * as z from 'zod'
import { Severity } from '#domain/incident/severity.ts'
import { IncidentId, IncidentStatus } from '#domain/incident/state.ts'

export const DeclareBody = z.strictObject({
  title: z.string().trim().min(1).max(300),
  severity: Severity.optional(),
  unsure: z.boolean().default(false).describe('Not sure of the severity: it counts one worse.'),
  drill: z
    .boolean()
    .default(false)
    .describe('The same, marked everywhere; agents and customers notice nothing.'),
  key: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'up to 200 printable characters')
    .optional()
    .describe(
      'While an incident that was declared with this key is open, it is answered instead of a new one. Drills have keys of their own.',
    ),
})

const reason = z.string().trim().min(1).max(1_000).describe('Why; it stays on record, without secrets.')
export const AcknowledgeBody = z.strictObject({})
export const SeverityBody = z.strictObject({ severity: Severity, reason })
/** Closing asks for more than a reason, so it is not among them. */
export const StatusBody = z.strictObject({
  to: IncidentStatus.extract(['identified', 'mitigated', 'resolved', 'cancelled']),
  reason,
})

export const MergeBody = z.strictObject({
  into: IncidentId.describe('The incident that goes on, with the alerts and the severity of both.'),
  reason,
})

export const IncidentAnswer = z.strictObject({
  id: IncidentId,
  title: z.string(),
  status: IncidentStatus,
  severity: Severity.nullable(),
  drill: z.boolean(),
  declaredAt: z.string(),
  lead: z.string().nullable(),
  comms: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  nextUpdateAt: z.string(),
  mergedInto: IncidentId.nullable(),
  alerts: z.strictObject({
    total: z.int(),
    firing: z.int(),
    shown: z.int().describe('Kept whole; of the others only whether they fire.'),
  }),
  openFollowUps: z.array(
    z.strictObject({ id: z.string(), what: z.string(), owner: z.string(), dueOn: z.string() }),
  ),
})
export type IncidentAnswer = z.infer<typeof IncidentAnswer>

export const IncidentQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(1_000).optional(),
})
export const IncidentList = z.strictObject({
  incidents: z.array(IncidentAnswer),
  cursor: z.string().optional().describe('For the next page; absent on the last.'),
})
export const ReportAnswer = z.strictObject({ id: IncidentId, markdown: z.string() })
