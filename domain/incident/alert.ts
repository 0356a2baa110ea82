// One form for every source's alerts, and the record of each delivery, which is written before anybody is told that it arrived.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import type { Decider } from '../shared/decider.ts'
import { Instant } from '../shared/time.ts'
import { Severity } from './severity.ts'

export const Alert = z.strictObject({
  source: z.string().min(1).max(60),
  /** The same for every delivery about the same trouble. */
  fingerprint: z.string().min(1).max(200),
  /** What is likely one trouble shares a group, and thereby an incident. */
  group: z.string().min(1).max(200),
  title: z.string().min(1).max(300),
  status: z.enum(['firing', 'resolved']),
  /** How bad the source thinks it is. */
  severity: Severity.optional(),
  labels: z.record(z.string(), z.string()),
  startsAt: Instant.optional(),
  /** When the source itself says that it came to this status; deliveries overtake each other, this does not. */
  saidAt: Instant.optional(),
  url: z.string().max(500).optional(),
})
export type Alert = z.infer<typeof Alert>

/** What one record holds at most; all of them have the same group and status. */
export const ALERTS_PER_RECORD = 40
/** How many refused members of a delivery are named one by one. */
export const REFUSALS_NAMED = 10

const AlertsReceived = z.strictObject({
  type: z.literal('AlertsReceived'),
  at: Instant,
  by: Actor,
  alerts: z.array(Alert).min(1).max(ALERTS_PER_RECORD),
})
export type AlertsReceived = z.infer<typeof AlertsReceived>

/** The members of a delivery that could not be taken, and why: the sender does not send them again, so people are told. */
const AlertsRefused = z.strictObject({
  type: z.literal('AlertsRefused'),
  at: Instant,
  by: Actor,
  result: z.literal('refused'),
  count: z.int().min(1),
  /** The first of them. */
  problems: z
    .array(z.strictObject({ index: z.int(), field: z.string().max(200), message: z.string().max(300) }))
    .max(REFUSALS_NAMED),
})
export type AlertsRefused = z.infer<typeof AlertsRefused>

const DeliveryEvent = z.discriminatedUnion('type', [AlertsReceived, AlertsRefused])
export type DeliveryEvent = z.infer<typeof DeliveryEvent>
type DeliveryCommand =
  | Pick<AlertsReceived, 'at' | 'by' | 'alerts'>
  | Pick<AlertsRefused, 'at' | 'by' | 'count' | 'problems'>

const DeliveryState = z.strictObject({ received: z.boolean() })
type State = z.infer<typeof DeliveryState>

const refusedOf = (command: Extract<DeliveryCommand, { count: number }>): AlertsRefused => ({
  type: 'AlertsRefused',
  result: 'refused',
  ...command,
})

/** A delivery that comes again changes nothing: sources repeat what was not answered in time, and others what they overheard. */
export const alertDelivery: Decider<State, DeliveryCommand, DeliveryEvent, 'alert'> = {
  kind: 'alert',
  initialState: { received: false },
  state: DeliveryState,
  event: DeliveryEvent,
  decide: ({ received }, command) => ({
    events: received
      ? []
      : ['alerts' in command ? { type: 'AlertsReceived', ...command } : refusedOf(command)],
  }),
  evolve: () => ({ received: true }),
  subject: () => ({}),
  queue: () => undefined,
}
