// Which event has which effect; an event type without a line here does not compile.
import type { DryRunAnswered } from '#domain/action/dry-run.ts'
import { type AnyRecorded, readRecorded } from '#domain/deciders.ts'
import type { DeliveryEvent } from '#domain/incident/alert.ts'
import type { WrongTokensSeen } from '#domain/limits/wrong-tokens.ts'
import type { PostingEvent } from '#domain/posting/slack-channel.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { log } from '#telemetry/log.ts'
import { actionRules } from './action-rules.ts'
import { communicationRules } from './communication-rules.ts'
import { arn, none, type Rule, type Rules } from './effects.ts'
import { incidentRules } from './incident-rules.ts'
import { budgetRules, watchRules } from './limit-rules.ts'
import { questionRules } from './question-rules.ts'
import { ackRules, drillRules, revocationRules, switchRules } from './switch-rules.ts'

/** People hear of it once an hour and source: a sender that is set up wrongly sends on and on. */
const noteRefused: Rule<DeliveryEvent> = ({ event: { at, by }, record: { stream, seq } }) =>
  startExecution(arn('NOTICE_ARN'), `refused-${by.id}-${at.slice(0, 13)}`, { stream, seq })

const deliveryRules: Rules<DeliveryEvent> = {
  // The handler takes all of a batch to their incidents together.
  AlertsReceived: none,
  AlertsRefused: noteRefused,
}
// Whoever posts goes on to the next channel by itself.
const postingRules: Rules<PostingEvent> = { PostRefused: none, PostsResumed: none }
const dryRunRules: Rules<DryRunAnswered> = { DryRunAnswered: none }

// It is for whoever looks at the record; the right tokens go on working.
const wrongTokenRules: Rules<WrongTokensSeen> = { WrongTokensSeen: none }

const rules: { [Each in AnyRecorded as Each['kind']]: Rules<Each['event']> } = {
  action: actionRules,
  alert: deliveryRules,
  budget: budgetRules,
  communication: communicationRules,
  'dry-run': dryRunRules,
  incident: incidentRules,
  'kill-switch': switchRules,
  question: questionRules,
  revocation: revocationRules,
  'slack-channel': postingRules,
  'switch-ack': ackRules,
  'switch-drill': drillRules,
  watch: watchRules,
  'wrong-tokens': wrongTokenRules,
}

/** @throws what the effect throws, and ZodError when the event is not what its type says */
export const relay = async (record: RecordedEvent): Promise<void> => {
  const happened = readRecorded(record)
  // A newer version has written it, and relays it.
  if (!happened) return log.warn('relay.unknown-event', { event: record.action })
  const ofKind: Partial<Record<string, Rule<never>>> = rules[happened.kind]
  await (ofKind[happened.event.type] as Rule | undefined)?.(happened)
}
