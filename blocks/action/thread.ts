// The story of a request as short messages under its card: one for everything that somebody there waits for.
import type { KnownBlock, RichTextElement } from '@slack/types'
import type { ActionEvent } from '#domain/action/events.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { bold, moment, momentInUtc, people, richText, section, text } from '../shared/elements.ts'
import { counted, escaped } from '../shared/escape.ts'
import type { Recorded } from '../shared/recorded.ts'
import { headline } from './headline.ts'
import { eventOf, happened } from './story.ts'
import { approvers, howMany } from './words.ts'

const signs: Partial<Record<ActionEvent['type'], { sign: string; headline: string }>> = {
  ApprovalGranted: { sign: '👍', headline: 'An approval' },
  ActionApproved: { sign: '✅', headline: 'Approved' },
  ApprovalDenied: { sign: '⛔', headline: 'Denied' },
  ApproversReminded: { sign: '⏰', headline: 'Still waiting' },
  ApprovalEscalated: { sign: '🚨', headline: 'Running out of time' },
  ApprovalExpired: { sign: '⌛', headline: 'Expired' },
  ActionVoided: { sign: '🚫', headline: 'Withdrawn' },
  ActionStarted: { sign: '▶️', headline: 'Started' },
  StartRefused: { sign: '⛔', headline: 'Not started' },
  GrantLapsed: { sign: '⌛', headline: 'Lapsed' },
  OutcomeReported: { sign: '📋', headline: 'Outcome reported' },
  OutcomeLost: { sign: '❓', headline: 'No outcome' },
  RecoveryResolved: { sign: '📋', headline: 'Settled' },
}

const words = (event: ActionEvent, { approval }: KnownAction): RichTextElement[] => {
  if (!approval) return happened(event)
  const until = [text(' Without a decision by '), moment(approval.expiresAt), text(' it counts as denied.')]
  if (event.type === 'ApproversReminded') return [bold('Still waiting: '), ...howMany(approval), ...until]
  if (event.type === 'ActionApproved')
    return [
      bold('Approved'),
      text(' by '),
      ...approvers(approval),
      text('. The agent may start it, once, until '),
      moment(event.startBy),
      text('.'),
    ]
  if (event.type !== 'ApprovalEscalated') return happened(event)
  return [
    bold('Running out of time: '),
    ...howMany(approval),
    text(' Those who stand in may decide now.'),
    ...until,
  ]
}

/**
 * What the thread says about one recorded event, or undefined when it says nothing: refusals at the button are between
 * the product and whoever clicked. `mention` are the people who have to be reached, as Slack user ids.
 */
export const threadMessage = (
  recorded: Recorded,
  { action, mention }: { action: KnownAction; mention: readonly string[]; now: string },
): { text: string; blocks: KnownBlock[] } | undefined => {
  const event = eventOf(recorded)
  const mark = event && signs[event.type]
  if (!mark) return undefined
  // Where one person is enough, the approval that follows at once says it all.
  if (event.type === 'ApprovalGranted' && action.approval?.requirement.quorum === 1) return undefined
  const what = headline(action.request)
  return {
    text: `${mark.sign} ${mark.headline}: ${escaped(what)} (${momentInUtc(event.at)})${mention.length > 0 ? `, ${counted(mention.length, 'person', 'people')} asked` : ''}`,
    blocks: [
      richText(
        section(text(`${mark.sign} `), ...words(event, action)),
        ...(mention.length > 0 ? [section(...people(mention, 20))] : []),
      ),
    ],
  }
}
