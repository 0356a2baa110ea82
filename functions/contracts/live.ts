// What `/v1/live` says: the switch in the words of `GET /v1/switch`, and how an action stands after each of its events.
import type { SwitchFacts } from '#domain/kill-switch/state.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import type { LiveMessage } from '#gateways/agents.ts'
import { switchAnswer } from './switch-answer.ts'

export const switchMessage = (facts: SwitchFacts, agent: string, now: string): LiveMessage => ({
  type: 'switch',
  ...switchAnswer(facts, agent, now),
})

const outcomeOf = ({ data }: RecordedEvent): string => {
  const { status } = data['outcome'] as { status: string }
  return status === 'partial' ? 'unknown' : status
}
const settledAs = ({ data }: RecordedEvent): string =>
  (data['recovery'] as { resolution: string }).resolution === 'happened' ? 'succeeded' : 'failed'

/** The events after which an agent's action stands otherwise, or has one more vote. */
const statuses: Record<string, string | ((event: RecordedEvent) => string)> = {
  ApprovalGranted: 'pending',
  ActionApproved: 'approved',
  ApprovalDenied: 'denied',
  ApprovalExpired: 'expired',
  GrantLapsed: 'expired',
  ActionVoided: 'voided',
  ActionStarted: 'started',
  OutcomeReported: outcomeOf,
  OutcomeLost: 'unknown',
  RecoveryResolved: settledAs,
}

/** What the agent is told of an event of one of its actions; undefined when nothing has moved. */
export const actionMessage = (event: RecordedEvent): LiveMessage | undefined => {
  const status = statuses[event.action]
  if (!status) return undefined
  return {
    type: 'action',
    id: event.stream.slice(event.stream.indexOf('/') + 1),
    status: typeof status === 'string' ? status : status(event),
  }
}
