// Which clock of an action runs out next, and in which phase of its life that is.

import { plusSeconds } from '../shared/time.ts'
import { outcomeSeconds, reminderTimes } from './risk.ts'
import type { KnownAction } from './state.ts'

/** What a workflow waits for: a decision, the outcome of what was granted, people who find it out, or nothing any more. */
export type Phase = 'asked' | 'granted' | 'unknown' | 'over'

export const phaseOf = ({ status }: KnownAction): Phase => {
  if (status === 'pending') return 'asked'
  if (status === 'unknown') return 'unknown'
  return status === 'approved' || status === 'started' ? 'granted' : 'over'
}

/** When the next reminder, escalation, expiry, lapse or loss falls due; undefined when nothing is waited for. */
export const nextDueAt = (action: KnownAction, silence = outcomeSeconds): string | undefined => {
  if (action.status === 'approved') return action.startBy
  if (action.status === 'started') return plusSeconds(action.startedAt, silence)
  if (action.status !== 'pending') return undefined
  const { requirement, remindedAt, escalatedAt, expiresAt } = action.approval
  const { remindAt, escalateAt } = reminderTimes(action.request.requestedAt, requirement.risk)
  if (escalatedAt) return expiresAt
  return remindedAt ? escalateAt : remindAt
}
