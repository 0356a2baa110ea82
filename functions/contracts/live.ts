// What `/v1/live` says: the switch in the words of `GET /v1/switch`, and how an action stands after each of its events.
import { action } from '#domain/action/action.ts'
import type { ActionEvent } from '#domain/action/events.ts'
import type { PausedRun } from '#domain/limits/run.ts'
import type { Posture } from '#domain/posture.ts'
import { type RecordedEvent, readEvent } from '#domain/shared/recorded-event.ts'
import type { LiveMessage } from '#gateways/agents.ts'
import { switchAnswer } from './switch-answer.ts'

export const switchMessage = (
  posture: Posture,
  agent: string,
  now: string,
  runs: readonly PausedRun[],
): LiveMessage => ({
  type: 'switch',
  ...switchAnswer(posture, agent, now, runs),
})

/** How the action stands after an event, or after one more vote; undefined where nothing has moved. */
const statusAfter = (event: ActionEvent): string | undefined => {
  switch (event.type) {
    case 'ApprovalGranted':
      return 'pending'
    case 'ActionApproved':
      return 'approved'
    case 'ApprovalDenied':
      return 'denied'
    case 'ApprovalExpired':
    case 'GrantLapsed':
      return 'expired'
    case 'ActionVoided':
      return 'voided'
    case 'ActionStarted':
      return 'started'
    case 'OutcomeReported':
      return event.outcome.status === 'partial' ? 'unknown' : event.outcome.status
    case 'OutcomeLost':
      return 'unknown'
    case 'RecoveryResolved':
      return event.recovery.resolution === 'happened' ? 'succeeded' : 'failed'
    default:
      return undefined
  }
}

/** What the agent is told of an event of one of its actions; undefined when nothing has moved. */
export const actionMessage = (record: RecordedEvent): LiveMessage | undefined => {
  const event = readEvent(action, record)
  const status = event && statusAfter(event)
  if (!status) return undefined
  return { type: 'action', id: record.stream.slice(action.kind.length + 1), status }
}
