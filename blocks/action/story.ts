// One line for everything on an action's record, in words that somebody who was not there understands.
import type { RichTextElement } from '@slack/types'
import { action } from '#domain/action/action.ts'
import type { ActionEvent } from '#domain/action/events.ts'
import { maybeEvent } from '#domain/shared/recorded-event.ts'
import { actorLabel } from '../shared/actor-label.ts'
import { code, moment, text } from '../shared/elements.ts'
import { brief, oneLine } from '../shared/escape.ts'
import type { Recorded } from '../shared/recorded.ts'
import { recoveryWords } from './approval-status.ts'
import { headline } from './headline.ts'
import { whoDecides } from './words.ts'

/** The event as the decider recorded it, or undefined when it is of a kind that this version does not know. */
export const eventOf = (recorded: Recorded): ActionEvent | undefined => maybeEvent(action, recorded)

const quoted = (words: string): RichTextElement => code(brief(oneLine(words), 300))
const inRoles = (roles: readonly string[]): string => (roles.length > 0 ? ` as ${roles.join(', ')}` : '')

/** What happened, without its time. Foreign words stand in code style, which they cannot leave. */
export const happened = (event: ActionEvent): RichTextElement[] => {
  const by = actorLabel(event.by)
  switch (event.type) {
    case 'ActionAllowed':
      return [by, text(' asked to run '), code(headline(event.request)), text(', which needs nobody.')]
    case 'ActionDenied':
      return [
        by,
        text(' asked to run '),
        code(headline(event.request)),
        text(' and was denied: '),
        quoted(event.reason),
      ]
    case 'ApprovalRequested':
      return [
        by,
        text(' asked to run '),
        code(headline(event.request)),
        text(', which waits for '),
        text(`${whoDecides(event.requirement)}.`),
      ]
    case 'RequestRefused':
    case 'DecisionRefused':
    case 'StartRefused':
      return [by, text(' was refused: '), quoted(event.sentence)]
    case 'ApprovalGranted':
      return [
        by,
        text(` approved${inRoles(event.roles)}`),
        ...(event.reason === undefined ? [text('.')] : [text(': '), quoted(event.reason)]),
      ]
    case 'ActionApproved':
      return [text('It is approved; the agent may start it, once, until '), moment(event.startBy), text('.')]
    case 'ApprovalDenied':
      return [by, text(` denied${inRoles(event.roles)}: `), quoted(event.reason)]
    case 'ApproversReminded':
      return [text('The approvers were reminded.')]
    case 'ApprovalEscalated':
      return [text('Those who stand in were called.')]
    case 'ApprovalExpired':
      return [text('Nobody decided in time, which counts as denied.')]
    case 'ActionVoided':
      return [by, text(' withdrew it: '), quoted(event.reason)]
    case 'ActionStarted':
      return [by, text(' started it; the policies were asked again and allowed it.')]
    case 'GrantLapsed':
      return [text('It was not started in time, so the approval lapsed.')]
    case 'OutcomeReported':
      return [
        by,
        text(` reported: ${event.outcome.status}`),
        ...(event.outcome.summary ? [text('. '), quoted(event.outcome.summary)] : [text('.')]),
      ]
    case 'OutcomeLost':
      return [text('The agent never reported how it ended.')]
    case 'RecoveryResolved':
      return [by, text(` settled it: ${recoveryWords[event.recovery.resolution]}.`)]
    default:
      return event satisfies never
  }
}

/** A line of the whole story: when and what. */
export const storyLine = (recorded: Recorded): RichTextElement[] => {
  const event = eventOf(recorded)
  const what = event ? happened(event) : [actorLabel(recorded.actor), text(`: ${brief(recorded.action, 60)}`)]
  return [moment(recorded.at), text(' · '), ...what]
}
