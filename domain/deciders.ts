// Every kind of stream that the product writes, for whoever has to read all of them.
import { action } from './action/action.ts'
import { dryRun } from './action/dry-run.ts'
import { question } from './agent/question.ts'
import { communication } from './communication/communication.ts'
import { alertDelivery } from './incident/alert.ts'
import { incident } from './incident/incident.ts'
import { switchAck } from './kill-switch/ack.ts'
import { switchDrill } from './kill-switch/drill.ts'
import { killSwitch } from './kill-switch/kill-switch.ts'
import { revocation } from './kill-switch/revocation.ts'
import { budget } from './limits/budget.ts'
import { watch } from './limits/watch.ts'
import { wrongTokens } from './limits/wrong-tokens.ts'
import { slackChannel } from './posting/slack-channel.ts'
import { type Recorded, type RecordedEvent, readEvent } from './shared/recorded-event.ts'

export const deciders = [
  action,
  alertDelivery,
  budget,
  communication,
  slackChannel,
  dryRun,
  incident,
  killSwitch,
  question,
  revocation,
  switchAck,
  switchDrill,
  watch,
  wrongTokens,
] as const

type ReadBy<D> = D extends {
  kind: infer Kind extends string
  evolve(state: never, event: infer Event): unknown
}
  ? Recorded<Event, Kind>
  : never
/** Everything that is ever recorded, told apart by `kind` and then by `event.type`. */
export type AnyRecorded = ReadBy<(typeof deciders)[number]>

/**
 * A record with its event as its own decider reads it; undefined when this version knows no such kind or type.
 * @throws ZodError when it is of a known type, and not what that type holds
 */
export const readRecorded = (record: RecordedEvent): AnyRecorded | undefined => {
  const slash = record.stream.indexOf('/')
  const kind = record.stream.slice(0, slash)
  const decider = deciders.find((each) => each.kind === kind)
  const event =
    decider && readEvent<{ type: string } & Parameters<typeof decider.evolve>[1]>(decider as never, record)
  return event && ({ kind, id: record.stream.slice(slash + 1), event, record } as AnyRecorded)
}
