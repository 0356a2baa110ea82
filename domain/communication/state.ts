// A message to customers or colleagues, from the draft to the moment it is out.
import * as z from 'zod'
import { IncidentId } from '../incident/state.ts'
import { Actor } from '../shared/actor.ts'
import { Instant } from '../shared/time.ts'

export const MessageKind = z.enum(['acknowledgement', 'update', 'resolution', 'correction'])
export type MessageKind = z.infer<typeof MessageKind>

/** Who is written to, as it was set up when the message was drafted. */
export const Audience = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'a word in lower case'),
  /** As it reads in a sentence: “customers”. */
  name: z.string().min(1).max(40),
  /** Whether everybody may read it: then it is on the status page too, and goes to the team's webhook. */
  public: z.boolean(),
})
export type Audience = z.infer<typeof Audience>

export const Draft = z.strictObject({
  id: z.string(),
  incident: IncidentId,
  audience: Audience.default({ id: 'customers', name: 'customers', public: true }),
  kind: MessageKind,
  severity: z.int().min(1).max(4),
  /** What its readers see, as rendered: nothing is filled in later. */
  title: z.string().min(1).max(150),
  text: z.string().min(1).max(3_000),
  /** The published message that this one corrects. */
  corrects: z.string().optional(),
  /** The components of the status page that it is about; only where it is public. */
  components: z.array(z.string()).max(20),
  draftedBy: Actor,
  draftedAt: Instant,
  /** An exercise: written and read as a real one, and shown to none of its readers. */
  drill: z.boolean(),
  /** Whether a second person has to read it before it goes out. */
  needsSecond: z.boolean(),
})
export type Draft = z.infer<typeof Draft>

/** Whether it is for everybody to read once it is out. */
export const isPublic = ({ audience, drill }: Draft): boolean => audience.public && !drill

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
