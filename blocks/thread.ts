// The story of a request as short messages under its card: one for every event that somebody waits for.
import type { RichTextBlockElement } from '@slack/types'
import type { KnownAction } from '#domain/action-state.ts'
import type { Card } from './approval-card.ts'
import { statusLines, title } from './approval-status.ts'
import { bold, moment, momentInUtc, people, richText, section, text } from './elements.ts'
import { headline } from './essence.ts'
import { escaped } from './foreign-text.ts'
import { howMany, whoDecides } from './words.ts'

type Moment = 'reminder' | 'escalation' | 'decision' | 'start' | 'outcome' | 'recovery'

/** Each is marked with its moment, so that a note whose answer was lost is found again and not told twice. */
const note = (action: KnownAction, at: Moment, fallback: string, elements: RichTextBlockElement[]): Card => ({
  text: fallback,
  blocks: [richText(...elements)],
  metadata: { eventType: 'claw_note', key: `${action.request.id}:${at}` },
})

interface Waiting {
  /** Slack user ids of those who are asked; they are mentioned. */
  eligible: string[]
}

/** A third of the time is over: the approvers are asked again. */
export const reminderNote = (action: KnownAction, { eligible }: Waiting): Card => {
  const { approval, request } = action
  if (!approval)
    return note(action, 'reminder', escaped(headline(request)), [section(text('Still waiting.'))])
  return note(
    action,
    'reminder',
    `Still waiting for ${escaped(whoDecides(approval.requirement))}: ${escaped(headline(request))}, until ${momentInUtc(approval.expiresAt)}.`,
    [
      section(
        ...[bold('⏰ Still waiting. '), ...howMany(approval), text(' Nobody else deciding by ')],
        ...[moment(approval.expiresAt), text(' counts as no. '), ...people(eligible)],
      ),
    ],
  )
}

/** Two thirds of the time are over: those who stand in are called too. */
export const escalationNote = (action: KnownAction, { eligible }: Waiting): Card => {
  const { approval, request } = action
  if (!approval)
    return note(action, 'escalation', escaped(headline(request)), [section(text('Still waiting.'))])
  return note(
    action,
    'escalation',
    `Running out of time: ${escaped(headline(request))} waits for ${escaped(whoDecides(approval.requirement))} until ${momentInUtc(approval.expiresAt)}. Those who stand in may decide now.`,
    [
      section(
        ...[
          bold('🚨 Running out of time. '),
          ...howMany(approval),
          text(' Those who stand in may decide now: '),
        ],
        ...[...people(eligible, 20), text(' · until '), moment(approval.expiresAt)],
      ),
    ],
  )
}

const told = (action: KnownAction, at: Moment, now: string): Card =>
  note(action, at, escaped(title(action, now)), [
    section(bold(title(action, now))),
    ...statusLines(action, now),
  ])

/** It was approved, denied or withdrawn, or it expired. */
export const decisionNote = (action: KnownAction, { now }: { now: string }): Card =>
  told(action, 'decision', now)

/** The agent has started it. */
export const startNote = (action: KnownAction, { now }: { now: string }): Card => told(action, 'start', now)

/** How it ended, as far as anybody knows. */
export const outcomeNote = (action: KnownAction, { now }: { now: string }): Card =>
  told(action, 'outcome', now)

/** A person settled an outcome that nobody knew. */
export const recoveryNote = (action: KnownAction, { now }: { now: string }): Card =>
  told(action, 'recovery', now)
