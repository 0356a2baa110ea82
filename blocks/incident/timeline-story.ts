// One line for everything that an incident's note tells: its own story, and what agents, the kill switch, messages and alerts did meanwhile.

import type { RichTextElement } from '@slack/types'
import { type CommunicationEvent, communication } from '#domain/communication/communication.ts'
import type { Draft } from '#domain/communication/state.ts'
import { type AlertsReceived, type AlertsRefused, alertDelivery } from '#domain/incident/alert.ts'
import { type StopConfirmed, switchAck } from '#domain/kill-switch/ack.ts'
import type { SwitchEvent } from '#domain/kill-switch/events.ts'
import { killSwitch } from '#domain/kill-switch/kill-switch.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { maybeEvent } from '#domain/shared/recorded-event.ts'
import { eventOf, happened } from '../action/story.ts'
import { standing, whom } from '../kill-switch/words.ts'
import { actorLabel } from '../shared/actor-label.ts'
import { bold, code, moment, text } from '../shared/elements.ts'
import { brief, counted, oneLine } from '../shared/escape.ts'
import type { Recorded } from '../shared/recorded.ts'
import { incidentEventOf, incidentHappened } from './story.ts'

/** The longest that anybody can write into the record at once, so a note leaves nothing of it out. */
const WHOLE = 3_000

const quoted = (words: string): RichTextElement => code(brief(oneLine(words), WHOLE))
const because = (words: string): RichTextElement[] =>
  words.trim() === '' ? [text('.')] : [text(': '), quoted(words)]

const switchHappened = (event: SwitchEvent): RichTextElement[] => {
  const by = actorLabel(event.by)
  switch (event.type) {
    case 'SwitchEngaged': {
      const { scope, mode, until, reason } = event.engagement
      return [
        by,
        text(' turned the kill switch: '),
        bold(standing(scope, mode)),
        ...(until === undefined ? [] : [text(' until '), moment(until)]),
        ...because(reason),
      ]
    }
    case 'ReleaseRequested':
      return [
        by,
        text(' asked to turn the kill switch back: '),
        bold(`${whom(event.scope)} may go on`),
        text(' once a second person asks for it.'),
      ]
    case 'SwitchReleased':
      return [by, text(' turned the kill switch back: '), bold(`${whom(event.scope)} may go on`), text('.')]
    case 'SwitchEnded':
      return [text('A stop ended in time: '), bold(`${whom(event.scope)} may go on`), text('.')]
    case 'RunPaused':
      return [by, text(` paused a run of ${brief(event.agent, 60)}`), ...because(event.reason)]
    case 'SwitchRefused':
      return [by, text(` was refused at the kill switch (${whom(event.scope)})`), ...because(event.sentence)]
    default:
      return event satisfies never
  }
}

const stopConfirmed = ({ agent, stopMs, stoppedRuns, stragglers }: StopConfirmed): RichTextElement[] => [
  bold(`Agent ${brief(agent, 60)}`),
  text(
    stopMs === undefined
      ? ' has seen that it may go on'
      : ` confirmed its stop after ${durationInWords(stopMs / 1000)}`,
  ),
  ...(stoppedRuns.length > 0 ? [text(`; ${counted(stoppedRuns.length, 'run')} ended`)] : []),
  ...(stragglers.length > 0
    ? [text('; still running: '), quoted(stragglers.slice(0, 10).join(', '))]
    : [text('.')]),
]

const message = ({ kind, audience }: Draft): string => `the ${kind} for ${brief(audience.name, 40)}`

const messageHappened = (event: CommunicationEvent): RichTextElement[] => {
  const by = actorLabel(event.by)
  switch (event.type) {
    case 'UpdateDrafted':
      return [by, text(` wrote ${message(event.draft)}: `), quoted(event.draft.title)]
    case 'UpdatePublished':
      return [
        by,
        text(` published ${message(event.draft)}: `),
        quoted(event.draft.title),
        ...(event.draft.drill ? [text('; this is a drill, so it went nowhere.')] : []),
      ]
    case 'UpdateDiscarded':
      return [by, text(' discarded a message, and nothing went out'), ...because(event.reason)]
    case 'PublicationRefused':
      return [by, text(' was refused at a message'), ...because(event.sentence)]
    default:
      return event satisfies never
  }
}

const alertsHappened = ({ alerts }: AlertsReceived): RichTextElement[] => {
  const [first, ...more] = alerts
  return [
    text(first?.status === 'resolved' ? 'Said to be over: ' : 'Alert received: '),
    quoted(first?.title ?? ''),
    text(` from ${brief(first?.source ?? '', 30)}`),
    text(more.length > 0 ? ` and ${counted(more.length, 'more alert')}.` : '.'),
  ]
}

const alertsRefused = ({ by, count, problems: [first] }: AlertsRefused): RichTextElement[] => [
  actorLabel(by),
  text(`: ${counted(count, 'alert')} could not be taken`),
  ...(first ? [text('; the first: '), quoted(`${first.field}: ${first.message}`)] : []),
  text('.'),
]

/** `AnomalyFound` as `anomaly found`: better than nothing for what has no words of its own. */
const spelledOut = (action: string): string =>
  brief(action.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase(), 60)

/** What happened, without its time. Foreign words stand in code style, which they cannot leave. */
export const timelineStory = (recorded: Recorded): RichTextElement[] => {
  const ofIncident = incidentEventOf(recorded)
  if (ofIncident) return incidentHappened(ofIncident, WHOLE)
  const ofAction = eventOf(recorded)
  if (ofAction) return happened(ofAction)
  const ofSwitch = maybeEvent(killSwitch, recorded)
  if (ofSwitch) return switchHappened(ofSwitch)
  const confirmed = maybeEvent(switchAck, recorded)
  if (confirmed) return stopConfirmed(confirmed)
  const ofMessage = maybeEvent(communication, recorded)
  if (ofMessage) return messageHappened(ofMessage)
  const ofAlerts = maybeEvent(alertDelivery, recorded)
  if (ofAlerts?.type === 'AlertsReceived') return alertsHappened(ofAlerts)
  if (ofAlerts) return alertsRefused(ofAlerts)
  return [actorLabel(recorded.actor), text(`: ${spelledOut(recorded.action)}`)]
}
