// What an agent is told of an action: the decision as it was made, and the status as it stands.

import { rolesOf } from '#domain/action/quorum.ts'
import { outcomeSeconds } from '#domain/action/risk.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { statusAt } from '#domain/action/state.ts'
import { type ActionFacts, withdrawalOf } from '#domain/action/withdrawal.ts'
import { system } from '#domain/shared/actor.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import type { ActionAnswer, ActionView } from './actions.ts'

const sentences = (action: KnownAction): string =>
  action.request.reasons.map(({ reason }) => reason).join(' ')

/** Whether the key of this action is used up: it ended, or nobody has reported in all the time that it had. */
const isFinished = (action: KnownAction, now: string, posture: ActionFacts): boolean => {
  switch (statusAt(action, now)) {
    case 'pending':
    case 'approved':
      return withdrawalOf(posture, action.request).withdrawn
    case 'started':
      return 'startedAt' in action && now >= plusSeconds(action.startedAt, outcomeSeconds)
    case 'denied':
      // What was never allowed is answered as it was: its reason says more.
      return action.approval !== undefined
    default:
      return true
  }
}

/** The answer to the request itself, the same however often it is asked; once the action has ended, it is never granted again. */
export const answerOf = (action: KnownAction, now: string, posture: ActionFacts): ActionAnswer => {
  const { id, policies, policyVersion, digest, switchRevision } = action.request
  const common = { id, policies, policyVersion, digest, switchRevision }
  const { approval } = action
  if (isFinished(action, now, posture)) return { ...common, decision: 'deny', reason: 'already finished' }
  if (approval)
    return {
      ...common,
      decision: 'pending',
      reason: sentences(action),
      approval: {
        roles: rolesOf(approval.requirement),
        quorum: approval.requirement.quorum,
        expiresAt: approval.expiresAt,
      },
    }
  if ('startedAt' in action)
    return { ...common, decision: 'allow', reason: sentences(action) || 'The policies allow this.' }
  return { ...common, decision: 'deny', reason: 'reason' in action ? action.reason : sentences(action) }
}

const waitingFor = (action: KnownAction): string => {
  if (!action.approval) return ''
  const { requirement, votes } = action.approval
  return `${votes.length} of ${requirement.quorum} have approved; ${rolesOf(requirement).join(', ')} can decide.`
}

const reasonOf = (action: KnownAction, status: ActionView['status']): string => {
  if ('reason' in action) return action.reason
  if ('outcome' in action) return action.outcome.summary ?? ''
  switch (status) {
    case 'pending':
      return waitingFor(action)
    case 'expired':
      return action.status === 'approved'
        ? 'It was approved but not started in time.'
        : 'Nobody decided in time, which counts as denied.'
    case 'approved':
      return 'Approved; start it with the same parameters.'
    default:
      return sentences(action)
  }
}

/** The status as of `now`, with every vote; what a pause has withdrawn is so before anybody has recorded it. */
export const viewOf = (action: KnownAction, now: string, posture: ActionFacts): ActionView => {
  if (action.status === 'pending' || action.status === 'approved') {
    const { request, approval } = action
    const withdrawal = withdrawalOf(posture, request)
    if (withdrawal.withdrawn)
      return shown(
        {
          status: 'voided',
          request,
          approval,
          reason: withdrawal.reason,
          at: now,
          by: system('kill-switch'),
        },
        now,
      )
  }
  return shown(action, now)
}

const shown = (action: KnownAction, now: string): ActionView => {
  const status = statusAt(action, now)
  const expiresAt = action.status === 'approved' ? action.startBy : action.approval?.expiresAt
  return {
    id: action.request.id,
    status,
    reason: reasonOf(action, status),
    votes: (action.approval?.votes ?? []).map(({ by, verdict, reason, at }) => ({
      by,
      verdict,
      ...(reason === undefined ? {} : { reason }),
      at,
    })),
    ...(expiresAt ? { expiresAt } : {}),
  }
}
