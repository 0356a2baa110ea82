// Which event has which effect. An event type without a line here is a mistake that a contract test finds.

import type { dryRun } from '#domain/action/dry-run.ts'
import type { ActionEvent } from '#domain/action/events.ts'
import type { Risk } from '#domain/action/judgement.ts'
import { approvalSeconds } from '#domain/action/risk.ts'
import type { DeliveryEvent } from '#domain/incident/alert.ts'
import type { PostingEvent } from '#domain/posting/slack-channel.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { communicationRules } from './communication-rules.ts'
import { arn, idOf, none, type Rule, wake } from './effects.ts'
import { incidentRules } from './incident-rules.ts'
import { limitRules } from './limit-rules.ts'
import { switchRules } from './switch-rules.ts'
import { watchForErrors, watchForLoop } from './watch.ts'

type EventType =
  | ActionEvent['type']
  | PostingEvent['type']
  | DeliveryEvent['type']
  | keyof typeof communicationRules
  | keyof typeof incidentRules
  | keyof typeof limitRules
  | keyof typeof switchRules
  | ReturnType<typeof dryRun.decide>['events'][number]['type']

const startApproval: Rule = async (event) => {
  const { risk } = event.data['requirement'] as { risk: Risk }
  const input = { id: idOf(event), waitSeconds: approvalSeconds[risk] / 3 }
  await startExecution(arn('APPROVAL_GATE_ARN'), idOf(event), input)
  await watchForLoop(event)
}
const wakeApproval: Rule = ({ stream }) => wake(stream, 'approval-gate')
/** A pause may withdraw thousands; its own workflow wakes the first of them, and the others look when their clock runs out. */
const withdrawn: Rule = async (event) => {
  if (event.actor.kind === 'agent') await wakeApproval(event)
}
const settled: Rule = async ({ stream }) => {
  await wake(stream, 'recovery')
  await wake(stream, 'approval-gate')
}
const startRecovery = (event: RecordedEvent): Promise<void> =>
  startExecution(arn('RECOVERY_ARN'), idOf(event), { id: idOf(event) })

const ended: Rule = async (event) => {
  const outcome = event.data['outcome'] as { status: string } | undefined
  if (event.data['gated']) await wakeApproval(event)
  if (event.action === 'OutcomeLost' || outcome?.status === 'unknown' || outcome?.status === 'partial')
    await startRecovery(event)
  else await watchForErrors(event)
}

/** People hear of it once an hour and source: a sender that is set up wrongly sends on and on. */
const noteRefused: Rule = ({ stream, seq, at, actor }) =>
  startExecution(arn('NOTICE_ARN'), `refused-${actor.id}-${at.slice(0, 13)}`, { stream, seq })

/** What follows from each event; `none` where the record itself is all there is to it. */
export const rules: Record<EventType, Rule | undefined> = {
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
  OutcomeLost: ended,
  RecoveryResolved: settled,
  DryRunAnswered: none,
  // Whoever posts goes on to the next channel by itself.
  PostRefused: none,
  PostsResumed: none,
  // The handler takes all of a batch to their incidents together.
  AlertsReceived: none,
  AlertsRefused: noteRefused,
  ...communicationRules,
  ...incidentRules,
  ...limitRules,
  ...switchRules,
}

export const relay = async (event: RecordedEvent): Promise<void> => {
  await rules[event.action as EventType]?.(event)
}
