// Requests one under the other: what waits, what was decided. Each line has its time and its way to the details.
import type { Button, KnownBlock, RichTextElement, SectionBlock } from '@slack/types'
import { approvalFact } from '#domain/action/quorum.ts'
import type { KnownAction } from '#domain/action/state.ts'
import type { Actor } from '#domain/shared/actor.ts'
import { actionIds } from '../action-ids.ts'
import { actorLabel } from '../shared/actor-label.ts'
import { bold, code, moment, plain, richText, section, sentence, text } from '../shared/elements.ts'
import { brief, counted } from '../shared/escape.ts'
import { decideButtons, detailsButton } from './approval-card.ts'
import { title } from './approval-status.ts'
import { detail, headline } from './headline.ts'
import { riskWords } from './words.ts'

/** With more, an answer outgrows what Slack takes in one message (13,000 characters of JSON). */
const ROWS = 5
const DECIDED = 8

/** Each begins with a line, so that its button is not taken for the next one's. */
const row = (lines: RichTextElement[], buttons: Button[]): KnownBlock[] => [
  { type: 'divider' },
  richText(section(...lines)),
  { type: 'actions', elements: buttons },
]

/** Where each request's card is, by the request's id. */
export type CardLinks = ReadonlyMap<string, string>

const linkButton = (url: string | undefined): Button[] =>
  url === undefined
    ? []
    : [{ type: 'button', action_id: actionIds.approvalCard, text: plain('Open the card'), url }]

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

/** Requests that wait, soonest first, to be decided on the spot; `empty` is the sentence for when there are none. */
export const waitingList = (
  waiting: readonly KnownAction[],
  empty: string,
  links: CardLinks = new Map(),
): KnownBlock[] => {
  if (waiting.length === 0) return [sentence(empty)]
  return [
    ...waiting.slice(0, ROWS).flatMap((action) => {
      const link = linkButton(links.get(action.request.id))
      if (!action.approval)
        return row([...about(action), text(`\n${action.request.id}`)], [detailsButton(action), ...link])
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
        // A row shows less than a card does.
        action.status === 'pending'
          ? [...decideButtons(action, false), ...link]
          : [detailsButton(action), ...link],
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
      elements: decided.slice(0, DECIDED).map((action) =>
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
