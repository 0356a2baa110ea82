// The audit search: what an operator may ask the record, and what it answers.
import * as z from 'zod'
import { RecordedEvent } from '#domain/shared/recorded-event.ts'

const text = z.string().min(1).max(200)
const instant = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .transform((value) => new Date(value).toISOString())

export const AuditQuery = z.strictObject({
  from: instant.optional(),
  to: instant.optional(),
  actor: text.optional(),
  agent: text.optional(),
  session: text.optional(),
  resource: text.optional().describe('As in `action/act_…`.'),
  action: text.optional().describe('The event’s type, as in `ApprovalGranted`.'),
  result: z.enum(['success', 'refused', 'failure']).optional(),
  cursor: z.string().max(500).optional(),
})

export const AuditAnswer = z.strictObject({ events: z.array(RecordedEvent), cursor: z.string().optional() })
