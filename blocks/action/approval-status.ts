// Where an action stands, in a headline and a few lines: who decided what, when and why, and what became of it.

import type { RichTextBlockElement } from '@slack/types'
import { type KnownAction, type Recovery, statusAt } from '#domain/action/state.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { actorLabel } from '../shared/actor-label.ts'
import { bold, moment, person, quote, section, text } from '../shared/elements.ts'
import { brief, counted, cut, oneLine, visible } from '../shared/escape.ts'
import { headline } from './headline.ts'
import { approvers } from './words.ts'

const titles = {
  pending: '✋ Approve?',
  approved: '✅ Approved:',
  denied: '⛔ Denied:',
  expired: '⌛ Expired:',
  voided: '🚫 Withdrawn:',
  started: '▶️ Started:',
  succeeded: '✅ Done:',
  failed: '❌ Failed:',
  unknown: '❓ Outcome unknown:',
} satisfies Record<KnownAction['status'], string>

/** `✅ Approved: email.send to 40 recipients` */
export const title = (action: KnownAction, now: string): string =>
  `${titles[statusAt(action, now)]} ${headline(action.request)}`

/** Another's words, marked as such by the line above, and in a quote that they cannot leave. */
export const said = (words: string, max = 600): RichTextBlockElement => {
  const { shown, more } = cut(visible(words), max)
  return quote(
    more > 0 ? `${shown} … + ${counted(more, 'more character', 'more characters')}: Details` : shown,
  )
}

export const recoveryWords: Record<Recovery['resolution'], string> = {
  happened: 'it happened',
  'did-not-happen': 'it did not happen',
  'retry-is-safe': 'nobody knows, but trying again is safe',
}

const approvedBy = (action: KnownAction): RichTextBlockElement[] =>
  action.approval && action.status !== 'denied' && action.approval.votes.length > 0
    ? [section(bold('Approved'), text(' by '), ...approvers(action.approval), text('.'))]
    : []

const outcome = (
  action: KnownAction & { status: 'succeeded' | 'failed' | 'unknown' },
): RichTextBlockElement[] => {
  const { summary, evidence, durationMs, at, status } = action.outcome
  const took = durationMs === undefined ? '' : ` after ${durationInWords(durationMs / 1000)}`
  const reported = {
    succeeded: 'It succeeded',
    failed: 'It failed',
    partial: 'Only a part of it was done',
    unknown: 'Nobody knows whether it happened',
  }[status]
  return [
    section(bold(reported), text(`${took} · `), moment(at)),
    ...(summary ? [section(text('The agent reports:')), said(summary)] : []),
    ...(evidence ? [section(text('Evidence, as the agent gives it:')), said(evidence)] : []),
    ...(action.recovery
      ? [
          section(
            bold('Settled'),
            text(' by '),
            person(action.recovery.by),
            text(`: ${recoveryWords[action.recovery.resolution]} · `),
            moment(action.recovery.at),
          ),
        ]
      : []),
  ]
}

/** What happened so far, oldest first; empty while people have not decided. */
export const statusLines = (action: KnownAction, now: string): RichTextBlockElement[] => {
  if (statusAt(action, now) === 'expired' && action.status !== 'expired')
    return [
      ...approvedBy(action),
      section(
        bold('Expired.'),
        text(' The time ran out, which counts as denied; the agent would have to ask again.'),
      ),
    ]
  switch (action.status) {
    case 'pending':
      return []
    case 'approved':
      return [
        ...approvedBy(action),
        section(text('The agent may start it, once, until '), moment(action.startBy), text('.')),
      ]
    case 'denied':
      return [
        section(bold('Denied'), text(' by '), actorLabel(action.by), text(' · '), moment(action.at)),
        said(action.reason),
      ]
    case 'expired':
    case 'voided':
      return [
        ...approvedBy(action),
        section(
          bold(action.status === 'expired' ? 'Expired' : 'Withdrawn'),
          text(' · '),
          moment(action.at),
          text(`: ${brief(oneLine(action.reason), 400)}`),
        ),
      ]
    case 'started':
      return [
        ...approvedBy(action),
        section(bold('Started'), text(' · '), moment(action.startedAt), text(' · no outcome reported yet.')),
      ]
    case 'succeeded':
    case 'failed':
    case 'unknown':
      return [...approvedBy(action), ...outcome(action)]
    default:
      return action satisfies never
  }
}
