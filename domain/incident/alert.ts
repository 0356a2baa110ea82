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
  url: z.string().max(500).optional(),
})
export type Alert = z.infer<typeof Alert>

/** What one record holds at most; all of them have the same group and status. */
export const ALERTS_PER_RECORD = 40

const AlertsReceived = z.strictObject({
  type: z.literal('AlertsReceived'),
  at: Instant,
  by: Actor,
  alerts: z.array(Alert).min(1).max(ALERTS_PER_RECORD),
})
export type AlertsReceived = z.infer<typeof AlertsReceived>

const DeliveryState = z.strictObject({ received: z.boolean() })
type State = z.infer<typeof DeliveryState>

/** A delivery that comes again changes nothing: sources repeat what was not answered in time, and others what they overheard. */
export const alertDelivery: Decider<State, Omit<AlertsReceived, 'type'>, AlertsReceived> = {
  kind: 'alert',
  initialState: { received: false },
  state: DeliveryState,
  event: AlertsReceived,
  decide: ({ received }, command) => ({
    events: received ? [] : [{ type: 'AlertsReceived', ...command }],
  }),
  evolve: () => ({ received: true }),
  subject: () => ({}),
  queue: () => undefined,
}
