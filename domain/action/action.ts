// The life of one action: asked for, judged, decided by people where policies want them, started once, and its outcome verified.

import { system } from '../shared/actor.ts'
import type { Decider, Decision } from '../shared/decider.ts'
import { notAllowed, personMay } from '../shared/permissions.ts'
import { plusSeconds } from '../shared/time.ts'
import type * as commands from './commands.ts'
import { ActionEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { approvalSeconds, outcomeSeconds, reminderTimes } from './risk.ts'
import { ActionState, type KnownAction, statusAt } from './state.ts'
import { decideVote } from './vote.ts'
import { withdrawalOf } from './withdrawal.ts'

type ActionDecision = Decision<ActionEvent>
const nothing: ActionDecision = { events: [] }
const refuse = (code: string, sentence: string): ActionDecision => ({
  events: [],
  refusal: { code, sentence },
})

const request = (state: ActionState, { request, judgement, now }: commands.RequestAction): ActionDecision => {
  const by = { kind: 'agent' as const, id: request.agent }
  if (state.status !== 'none') {
    if (state.request.digest === request.digest) return nothing
    const refusal = {
      code: 'key-reused',
      sentence: 'This idempotencyKey was already used for a request with other contents; use a new key.',
    }
    return { events: [{ type: 'RequestRefused', at: now, by, result: 'refused', ...refusal }], refusal }
  }
  const { policies, reasons } = judgement
  const asked = { ...request, policies, reasons, requestedAt: now }
  if (judgement.verdict === 'allow')
    return { events: [{ type: 'ActionAllowed', at: now, by, request: asked }] }
  if (judgement.verdict === 'deny' || !judgement.requirement) {
    const reason = reasons.map((each) => each.reason).join(' ') || 'No policy allows this.'
    return { events: [{ type: 'ActionDenied', at: now, by, result: 'refused', request: asked, reason }] }
  }
  const { requirement } = judgement
  const expiresAt = plusSeconds(now, approvalSeconds[requirement.risk])
  return { events: [{ type: 'ApprovalRequested', at: now, by, request: asked, requirement, expiresAt }] }
}

/** What is due of reminding, escalating, expiring, lapsing and losing track; asking again changes nothing. */
const tick = (state: ActionState, command: commands.TickApproval): ActionDecision => {
  const { now, outcomeSeconds: silence = outcomeSeconds } = command
  const by = system('clock')
  if (state.status === 'approved')
    return { events: now >= state.startBy ? [{ type: 'GrantLapsed', at: now, by }] : [] }
  if (state.status === 'started')
    return {
      events:
        now >= plusSeconds(state.startedAt, silence)
          ? [{ type: 'OutcomeLost', at: now, by, result: 'failure', gated: state.approval !== undefined }]
          : [],
    }
  if (state.status !== 'pending') return nothing
  const { expiresAt, requirement, remindedAt, escalatedAt } = state.approval
  const { remindAt, escalateAt } = reminderTimes(state.request.requestedAt, requirement.risk)
  if (now >= expiresAt) return { events: [{ type: 'ApprovalExpired', at: now, by }] }
  if (now >= escalateAt) return { events: escalatedAt ? [] : [{ type: 'ApprovalEscalated', at: now, by }] }
  if (now >= remindAt) return { events: remindedAt ? [] : [{ type: 'ApproversReminded', at: now, by }] }
  return nothing
}

const closedReason = (state: KnownAction): string => {
  switch (state.status) {
    case 'denied':
    case 'voided':
    case 'expired':
      return state.reason
    case 'pending':
      return 'People have not decided yet; wait for the approval before you start.'
    default:
      return 'The approval is no longer valid; ask again with a new idempotencyKey.'
  }
}

const start = (
  state: ActionState,
  { now, by, digest, resolvedDigest, judgement }: commands.StartAction,
): ActionDecision => {
  if (state.status === 'none') return refuse('unknown-action', 'There is no such action.')
  if ('startedAt' in state)
    return refuse('already-started', 'This action was already started; an approval is good for one start.')
  if (state.status === 'approved' && statusAt(state, now) === 'expired')
    return {
      events: [{ type: 'GrantLapsed', at: now, by: system('clock') }],
      refusal: {
        code: 'lapsed',
        sentence: 'The approval lapsed before the start; ask again with a new idempotencyKey.',
      },
    }
  if (state.status !== 'approved') return refuse('not-approved', closedReason(state))
  const refused = (code: string, sentence: string, policies: string[]): ActionDecision => ({
    events: [{ type: 'StartRefused', at: now, by, result: 'refused', code, sentence, policies }],
    refusal: { code, sentence },
  })
  if (digest !== state.request.digest)
    return refused(
      'other-params',
      'These parameters are not the ones that were approved; nothing was started.',
      [],
    )
  if (resolvedDigest !== state.request.resolvedDigest)
    return refused(
      'other-paths',
      'These paths do not lead where they led when this was approved; nothing was started.',
      [],
    )
  if (judgement?.verdict !== 'allow')
    return refused(
      'judged-again',
      judgement?.reasons.map((each) => each.reason).join(' ') ||
        'The policies do not allow this at the moment.',
      judgement?.policies ?? [],
    )
  return { events: [{ type: 'ActionStarted', at: now, by, policies: judgement.policies }] }
}

const report = (state: ActionState, { now, by, outcome }: commands.ReportOutcome): ActionDecision => {
  if ('outcome' in state && state.outcome.status === outcome.status) return nothing
  if (state.status !== 'started')
    return refuse('not-running', 'Only an action that was started and has no outcome yet can report one.')
  const result = outcome.status === 'succeeded' ? {} : ({ result: 'failure' } as const)
  return {
    events: [
      {
        type: 'OutcomeReported',
        at: now,
        by,
        ...result,
        gated: state.approval !== undefined,
        outcome: { ...outcome, at: now },
      },
    ],
  }
}

const resolve = (state: ActionState, command: commands.ResolveRecovery): ActionDecision => {
  const { now, person, resolution } = command
  const by = { kind: 'person' as const, id: command.by }
  const refused = (code: string, sentence: string): ActionDecision => ({
    events: [{ type: 'DecisionRefused', at: now, by, result: 'refused', code, sentence }],
    refusal: { code, sentence },
  })
  if (state.status === 'none') return refuse('unknown-action', 'There is no such action.')
  if (!person)
    return refused(
      'unknown-person',
      'Your account could not be checked just now, so nothing was changed. Try again.',
    )
  if (!personMay(person, 'recovery.settle')) return refused('not-eligible', notAllowed('recovery.settle'))
  if (state.status !== 'unknown' || state.recovery) return refused('decided', 'This was already settled.')
  return {
    events: [{ type: 'RecoveryResolved', at: now, by, recovery: { resolution, by: command.by, at: now } }],
  }
}

const waits = (state: ActionState): state is Extract<ActionState, { status: 'pending' | 'approved' }> =>
  state.status === 'pending' || state.status === 'approved'

/** A pause withdraws what waits before anything else is decided about it. */
const decide = (state: ActionState, command: commands.ActionCommand): ActionDecision => {
  if (!waits(state)) return decideOn(state, command)
  const withdrawal = withdrawalOf(command.posture, state.request)
  if (!withdrawal.withdrawn) return decideOn(state, command)
  const { now: at } = command
  const by = system('kill-switch')
  const withdrawn: ActionEvent = { type: 'ActionVoided', at, by, reason: withdrawal.reason }
  const { events, ...rest } = decideOn(evolve(state, withdrawn), command)
  return { events: [withdrawn, ...events], ...rest }
}

const decideOn = (state: ActionState, command: commands.ActionCommand): ActionDecision => {
  switch (command.type) {
    case 'RequestAction':
      return request(state, command)
    case 'GrantApproval':
    case 'DenyApproval':
      return decideVote(state, command)
    case 'TickApproval':
      return tick(state, command)
    case 'WithdrawAction':
      return waits(state)
        ? { events: [{ type: 'ActionVoided', at: command.now, by: command.by, reason: command.reason }] }
        : nothing
    case 'RecordWithdrawal':
      return nothing
    case 'StartAction':
      return start(state, command)
    case 'ReportOutcome':
      return report(state, command)
    case 'ResolveRecovery':
      return resolve(state, command)
    default:
      return command satisfies never
  }
}

export const action: Decider<ActionState, commands.ActionCommand, ActionEvent, 'action'> = {
  kind: 'action',
  initialState: { status: 'none' },
  state: ActionState,
  event: ActionEvent,
  decide,
  evolve,
  subject: (state) =>
    state.status === 'none' ? {} : { agent: state.request.agent, session: state.request.session },
  queue: (state) => {
    if (state.status === 'pending') return { name: 'pending', at: state.approval.expiresAt }
    if (state.status === 'unknown' && !state.recovery) return { name: 'recovery', at: state.outcome.at }
    if (state.status === 'none' || !state.approval) return undefined
    return {
      name: 'decided',
      at: 'at' in state ? state.at : 'approvedAt' in state ? state.approvedAt : state.startedAt,
    }
  },
}
