// How each recorded event changes an action; replaying a chain of events gives the state back.
import type { ActionEvent } from './events.ts'
import type { ActionState, Approval, Vote } from './state.ts'

const withVote = (approval: Approval, vote: Vote): Approval => ({
  ...approval,
  votes: [...approval.votes, vote],
})

/** The state after `event`. An event that cannot follow this state leaves it as it was: it was never recorded so. */
export const evolve = (state: ActionState, event: ActionEvent): ActionState => {
  if (state.status === 'none') return begin(state, event)
  const { request } = state
  const approval = state.approval
  const at = event.at
  switch (event.type) {
    case 'ApprovalGranted':
      if (state.status !== 'pending') return state
      return {
        ...state,
        approval: withVote(state.approval, {
          by: event.by.id,
          verdict: 'approve',
          roles: event.roles,
          at,
          ...(event.reason === undefined ? {} : { reason: event.reason }),
        }),
      }
    case 'ActionApproved':
      if (state.status !== 'pending') return state
      return { ...state, status: 'approved', approvedAt: at, startBy: event.startBy }
    case 'ApprovalDenied':
      if (!approval) return state
      return {
        status: 'denied',
        request,
        approval: withVote(approval, {
          by: event.by.id,
          verdict: 'deny',
          roles: event.roles,
          reason: event.reason,
          at,
        }),
        reason: event.reason,
        at,
        by: event.by,
      }
    case 'ApproversReminded':
      return state.status === 'pending'
        ? { ...state, approval: { ...state.approval, remindedAt: at } }
        : state
    case 'ApprovalEscalated':
      return state.status === 'pending'
        ? { ...state, approval: { ...state.approval, escalatedAt: at } }
        : state
    case 'ApprovalExpired':
      return {
        status: 'expired',
        request,
        approval,
        reason: 'Nobody decided in time, which counts as denied.',
        at,
        by: event.by,
      }
    case 'GrantLapsed':
      return {
        status: 'expired',
        request,
        approval,
        reason: 'It was approved but not started in time.',
        at,
        by: event.by,
      }
    case 'ActionVoided':
      return { status: 'voided', request, approval, reason: event.reason, at, by: event.by }
    case 'ActionStarted':
      return { status: 'started', request, approval, startedAt: at }
    case 'OutcomeReported':
      if (!('startedAt' in state)) return state
      return {
        status: event.outcome.status === 'partial' ? 'unknown' : event.outcome.status,
        request,
        approval,
        startedAt: state.startedAt,
        outcome: event.outcome,
      }
    case 'OutcomeLost': {
      if (!('startedAt' in state)) return state
      const outcome = { status: 'unknown' as const, summary: 'The agent never reported how it ended.', at }
      return { status: 'unknown', request, approval, startedAt: state.startedAt, outcome }
    }
    case 'RecoveryResolved': {
      if (!('outcome' in state)) return state
      const status = event.recovery.resolution === 'happened' ? 'succeeded' : 'failed'
      return { ...state, status, recovery: event.recovery }
    }
    case 'RequestRefused':
    case 'DecisionRefused':
    case 'StartRefused':
    case 'ActionAllowed':
    case 'ActionDenied':
    case 'ApprovalRequested':
      return state
    default:
      return event satisfies never
  }
}

const begin = (none: ActionState, event: ActionEvent): ActionState => {
  switch (event.type) {
    case 'ActionAllowed':
      return { status: 'started', request: event.request, startedAt: event.at }
    case 'ActionDenied':
      return { status: 'denied', request: event.request, reason: event.reason, at: event.at, by: event.by }
    case 'ApprovalRequested': {
      const { request, requirement, expiresAt } = event
      return { status: 'pending', request, approval: { requirement, votes: [], expiresAt } }
    }
    default:
      return none
  }
}
