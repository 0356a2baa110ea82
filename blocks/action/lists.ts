// Requests one under the other: what waits, what was decided. Each line has its time and its way to the details.
import type { KnownBlock, RichTextElement, SectionBlock } from '@slack/types'
import { approvalFact } from '#domain/action/quorum.ts'
import type { KnownAction } from '#domain/action/state.ts'
import type { Actor } from '#domain/shared/actor.ts'
import { actorLabel } from '../shared/actor-label.ts'
import { bold, code, moment, plain, richText, section, sentence, text } from '../shared/elements.ts'
import { brief, counted } from '../shared/escape.ts'
import { detailsButton } from './approval-card.ts'
import { title } from './approval-status.ts'
import { detail, headline } from './headline.ts'
import { riskWords } from './words.ts'

/** With more, an answer outgrows what Slack takes in one message (13,000 characters of JSON). */
const ROWS = 8

/** Each begins with a line, so that its button is not taken for the next one's. */
const row = (lines: RichTextElement[], action: KnownAction): KnownBlock[] => [
  { type: 'divider' },
  richText(section(...lines)),
  { type: 'actions', elements: [detailsButton(action)] },
]

const whatOf = ({ request }: KnownAction, max: number): RichTextElement[] => {
  const what = detail(request, max)
  return what ? [code(what)] : []
}

const about = (action: KnownAction): RichTextElement[] => {
  const what = whatOf(action, 120)
  return [
    bold(headline(action.request)),
    text(` for ${brief(action.request.agent, 60)}`),
    ...(what.length > 0 ? [text('\n'), ...what] : []),
  ]
}

const rest = (all: readonly unknown[]): SectionBlock[] =>
  all.length > ROWS
    ? [sentence(`+ ${counted(all.length - ROWS, 'more request')}, which fall due later.`)]
    : []

/** Requests that wait, soonest first; `empty` is the sentence for when there are none. */
export const waitingList = (waiting: readonly KnownAction[], empty: string): KnownBlock[] => {
  if (waiting.length === 0) return [sentence(empty)]
  return [
    ...waiting.slice(0, ROWS).flatMap((action) => {
      if (!action.approval) return row([...about(action), text(`\n${action.request.id}`)], action)
      const { approval } = action
      return row(
        [
          ...about(action),
          text(`\n${riskWords[approval.requirement.risk]} · until `),
          moment(approval.expiresAt),
          text(' · '),
          text(
            `${approvalFact(approval).count} of ${approval.requirement.quorum} so far\n${action.request.id}`,
          ),
        ],
        action,
      )
    }),
    ...rest(waiting),
  ]
}

const decidedAt = (action: KnownAction): string => {
  if ('outcome' in action) return action.outcome.at
  if ('startedAt' in action) return action.startedAt
  return 'at' in action ? action.at : action.request.requestedAt
}

const deciders = (action: KnownAction): Actor[] =>
  'by' in action
    ? [action.by]
    : (action.approval?.votes ?? []).map(({ by }) => ({ kind: 'person' as const, id: by }))

/** The last decisions, newest first, one line each. */
export const decidedList = (decided: readonly KnownAction[], now: string): KnownBlock[] => {
  if (decided.length === 0) return [sentence('Nothing has been decided yet.')]
  return [
    richText({
      type: 'rich_text_list',
      style: 'bullet',
      elements: decided.slice(0, ROWS).map((action) =>
        section(
          text(`${title(action, now)} `),
          ...whatOf(action, 60),
          text(` (${brief(action.request.agent, 60)}) · `),
          moment(decidedAt(action)),
          ...deciders(action)
            .slice(0, 3)
            .flatMap((actor, index) => [text(index === 0 ? ' · ' : ', '), actorLabel(actor)]),
        ),
      ),
    }),
  ]
}

export const note = (words: string): KnownBlock => ({ type: 'context', elements: [plain(words)] })
