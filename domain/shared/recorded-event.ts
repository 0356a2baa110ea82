// One entry of the audit record: who did what to which resource, when, with what result, linked to the entry before it.
import * as z from 'zod'
import { Actor } from './actor.ts'
import type { DomainEvent, Upcasters } from './decider.ts'
import { tolerant } from './tolerant.ts'

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

/** What of a record its event is made of. */
export type Told = Pick<RecordedEvent, 'at' | 'actor' | 'action' | 'result' | 'data'>

/** Whatever can say how its events look: a decider, above all. */
interface Reader<Event> {
  event: z.ZodType<Event>
  upcast?: Upcasters
}

const fieldsOf = ({ action, at, actor, result, data }: Told): Record<string, unknown> => ({
  type: action,
  at,
  by: actor,
  ...(result === 'success' ? {} : { result }),
  ...data,
})

/**
 * The event that a record was made of; undefined when this version does not know its type.
 * @throws ZodError when it is of a known type, and not what that type holds
 */
export const readEvent = <Event extends DomainEvent>(
  { event, upcast }: Reader<Event>,
  record: Told,
): Event | undefined => {
  const fields = fieldsOf(record)
  const parsed = tolerant(event).safeParse(upcast?.event?.(fields) ?? fields)
  if (parsed.success) return parsed.data
  if (parsed.error.issues.some(({ path }) => path.length === 1 && path[0] === 'type')) return undefined
  throw parsed.error
}

/** The same for whoever only tells of it: undefined too when it is not what its type holds. */
export const maybeEvent = <Event extends DomainEvent>(
  reader: Reader<Event>,
  record: Told,
): Event | undefined => {
  try {
    return readEvent(reader, record)
  } catch {
    return undefined
  }
}

/** A record and its event, which its kind and its type tell apart. */
export interface Recorded<Event, Kind extends string = string> {
  kind: Kind
  /** Of what it happened to: `act_…`. */
  id: string
  event: Event
  record: RecordedEvent
}
