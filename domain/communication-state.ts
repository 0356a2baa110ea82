// A message to customers, from the draft to the moment it is out.
import * as z from 'zod'
import { Actor } from './actor.ts'
import { IncidentId } from './incident-state.ts'
import { Instant } from './time.ts'

export const MessageKind = z.enum(['acknowledgement', 'update', 'resolution', 'correction'])
export type MessageKind = z.infer<typeof MessageKind>

export const Draft = z.strictObject({
  id: z.string(),
  incident: IncidentId,
  kind: MessageKind,
  severity: z.int().min(1).max(4),
  /** What customers read, as rendered: nothing is filled in later. */
  title: z.string().min(1).max(150),
  text: z.string().min(1).max(3_000),
  /** The published message that this one corrects. */
  corrects: z.string().optional(),
  /** The components of the status page that it is about. */
  components: z.array(z.string()).max(20),
  draftedBy: Actor,
  draftedAt: Instant,
  /** An exercise: written and read as a real one, and shown to no customer. */
  drill: z.boolean(),
  /** Whether somebody else has to read it before customers do. */
  needsSecond: z.boolean(),
})
export type Draft = z.infer<typeof Draft>

export const CommunicationState = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({ status: z.literal('draft'), draft: Draft }),
  z.strictObject({ status: z.literal('published'), draft: Draft, publishedBy: Actor, publishedAt: Instant }),
  z.strictObject({
    status: z.literal('discarded'),
    draft: Draft,
    discardedBy: Actor,
    at: Instant,
    reason: z.string(),
  }),
])
export type CommunicationState = z.infer<typeof CommunicationState>
export type Communication = Exclude<CommunicationState, { status: 'none' }>
