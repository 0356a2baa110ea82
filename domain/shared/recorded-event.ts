// One entry of the audit record: who did what to which resource, when, with what result, linked to the entry before it.
import * as z from 'zod'
import { Actor } from './actor.ts'

export const RecordedEvent = z.strictObject({
  at: z.string(),
  actor: Actor,
  /** The event's type, as in `ApprovalGranted`. */
  action: z.string(),
  /** As in `action/act_…`. */
  resource: z.string(),
  result: z.enum(['success', 'refused', 'failure']),
  requestId: z.string(),
  session: z.string().optional(),
  agent: z.string().optional(),
  stream: z.string(),
  seq: z.int().min(1),
  hash: z.string(),
  prevHash: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type RecordedEvent = z.infer<typeof RecordedEvent>
