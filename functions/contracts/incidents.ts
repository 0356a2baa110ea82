// Incidents as operators declare and read them without Slack.
import * as z from 'zod'
import { IncidentId, IncidentStatus } from '#domain/incident-state.ts'
import { Severity } from '#domain/severity.ts'

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
      'While an incident that was declared with this key is open, it is answered instead of a new one.',
    ),
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
  nextUpdateAt: z.string(),
  openFollowUps: z.array(
    z.strictObject({ id: z.string(), what: z.string(), owner: z.string(), dueOn: z.string() }),
  ),
})
export type IncidentAnswer = z.infer<typeof IncidentAnswer>

export const IncidentList = z.strictObject({ incidents: z.array(IncidentAnswer) })
export const ReportAnswer = z.strictObject({ id: IncidentId, markdown: z.string() })
