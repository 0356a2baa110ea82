// What follows from what happens to an action: its workflows start and move on, and whoever watches agents sees it go by.
import type { ActionEvent } from '#domain/action/events.ts'
import { approvalSeconds } from '#domain/action/risk.ts'
import type { Recorded } from '#domain/shared/recorded-event.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { arn, none, type Rule, type Rules, wake } from './effects.ts'
import { watchForErrors, watchForLoop } from './watch.ts'

type Of<Type extends ActionEvent['type']> = Extract<ActionEvent, { type: Type }>

const startApproval: Rule<Of<'ApprovalRequested'>> = async (happened) => {
  const { id, event } = happened
  const input = { id, waitSeconds: approvalSeconds[event.requirement.risk] / 3 }
  await startExecution(arn('APPROVAL_GATE_ARN'), id, input)
  await watchForLoop(happened)
}
const wakeApproval: Rule = ({ record }) => wake(record.stream, 'approval-gate')
/** A pause may withdraw thousands; its own workflow wakes the first of them, and the others look when their clock runs out. */
const withdrawn: Rule<Of<'ActionVoided'>> = async (happened) => {
  if (happened.event.by.kind === 'agent') await wakeApproval(happened)
}
const settled: Rule = async (happened) => {
  await wake(happened.record.stream, 'recovery')
  await wakeApproval(happened)
}
const startRecovery = ({ id }: Recorded<unknown>): Promise<void> =>
  startExecution(arn('RECOVERY_ARN'), id, { id })

const lost: Rule<Of<'OutcomeLost'>> = async (happened) => {
  if (happened.event.gated) await wakeApproval(happened)
  await startRecovery(happened)
}
const ended: Rule<Of<'OutcomeReported'>> = async (happened) => {
  const { gated, outcome } = happened.event
  if (gated) await wakeApproval(happened)
  const open = outcome.status === 'unknown' || outcome.status === 'partial'
  await (open ? startRecovery(happened) : watchForErrors(happened))
}

export const actionRules: Rules<ActionEvent> = {
  ActionAllowed: watchForLoop,
  ActionDenied: watchForLoop,
  ApprovalRequested: startApproval,
  RequestRefused: none,
  ApprovalGranted: none,
  ActionApproved: wakeApproval,
  ApprovalDenied: wakeApproval,
  DecisionRefused: none,
  ApproversReminded: none,
  ApprovalEscalated: none,
  ApprovalExpired: wakeApproval,
  ActionVoided: withdrawn,
  ActionStarted: none,
  StartRefused: none,
  GrantLapsed: wakeApproval,
  OutcomeReported: ended,
  OutcomeLost: lost,
  RecoveryResolved: settled,
}
