// How long people have, by risk, and how long an approval may wait for its start.

import { plusSeconds } from '../shared/time.ts'
import type { Risk } from './judgement.ts'

const MINUTE = 60

/** Seconds from the request to its expiry. */
export const approvalSeconds: Record<Risk, number> = {
  critical: 15 * MINUTE,
  high: 60 * MINUTE,
  normal: 8 * 60 * MINUTE,
}

/** Seconds from the approval to the last moment at which the action may start. */
export const grantSeconds = 15 * MINUTE

/** Seconds from the start after which silence about the outcome means that nobody knows it, unless a team has set its own. */
export const outcomeSeconds = 60 * MINUTE

/** When the approvers are reminded (a third of the time), and when their fallbacks are called (two thirds). */
export const reminderTimes = (requestedAt: string, risk: Risk): { remindAt: string; escalateAt: string } => ({
  remindAt: plusSeconds(requestedAt, approvalSeconds[risk] / 3),
  escalateAt: plusSeconds(requestedAt, (approvalSeconds[risk] * 2) / 3),
})
