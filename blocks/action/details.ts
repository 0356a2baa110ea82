// Everything about one action in full, in as many pages as it takes: what a card leaves out is never further than here.
import type { KnownBlock, ModalView } from '@slack/types'
import type { KnownAction } from '#domain/action/state.ts'
import type { Json } from '#domain/shared/json.ts'
import { actionIds } from '../action-ids.ts'
import {
  bold,
  button,
  header,
  momentInUtc,
  person,
  plain,
  preformatted,
  richText,
  section,
  text,
} from '../shared/elements.ts'
import { brief, counted, cut, oneLine, visible } from '../shared/escape.ts'
import { statusLines, title } from './approval-status.ts'
import { jsonText } from './params.ts'
import { whoDecides } from './words.ts'

/** Slack takes 100 blocks and 250,000 characters in a view, and people take less. */
const CHUNK = 2_500
const NAME = 150
const PIECES_A_PAGE = 40
const CHARACTERS_A_PAGE = 20_000

interface Piece {
  heading: string
  body: string
}

const inChunks = (whole: string): string[] => {
  const chunks: string[] = []
  for (let rest = visible(whole); rest !== ''; ) {
    const { shown } = cut(rest, CHUNK)
    chunks.push(shown)
    rest = rest.slice(shown.length)
  }
  return chunks.length > 0 ? chunks : ['(empty)']
}

const pieces = (heading: string, whole: string): Piece[] => {
  const chunks = inChunks(whole)
  const total = chunks.length
  return chunks.map((body, index) => ({
    heading: index === 0 ? heading : `${heading} (continued, ${index + 1} of ${total})`,
    body,
  }))
}

const kind = (value: Json): string => {
  if (Array.isArray(value)) return counted(value.length, 'entry', 'entries')
  if (typeof value === 'string') return counted(value.length, 'character')
  return value === null ? 'null' : typeof value === 'object' ? 'object' : typeof value
}

const facts = ({ request, approval }: KnownAction): string =>
  Object.entries({
    id: request.id,
    digest: request.digest,
    tool: request.tool,
    agent: request.agent,
    environment: request.environment,
    session: request.session,
    run: request.run,
    channel: request.channel,
    skill: request.skill,
    'asked at': momentInUtc(request.requestedAt),
    'decided by': approval && whoDecides(approval.requirement),
    until: approval && momentInUtc(approval.expiresAt),
    'policy version': request.policyVersion,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${oneLine(String(value))}`)
    .join('\n')

const allPieces = (action: KnownAction): Piece[] => {
  const { request } = action
  return [
    ...Object.entries(request.params).flatMap(([name, value]) => [
      ...(name.length > NAME ? pieces('A parameter with this long name', name) : []),
      ...pieces(`${brief(name, NAME)} · ${kind(value)}`, jsonText(value)),
    ]),
    ...(request.intent ? pieces('The agent says', request.intent) : []),
    ...(request.reasons.length > 0
      ? pieces(
          'Why people are asked',
          request.reasons.map(({ policy, reason }) => `${policy}: ${reason}`).join('\n'),
        )
      : []),
    ...('outcome' in action && action.outcome.summary
      ? pieces('The agent reports', action.outcome.summary)
      : []),
    ...('outcome' in action && action.outcome.evidence
      ? pieces('Evidence, as the agent gives it', action.outcome.evidence)
      : []),
    ...pieces('The request', facts(action)),
  ]
}

const paged = (all: Piece[]): Piece[][] => {
  const pages: Piece[][] = [[]]
  let room = CHARACTERS_A_PAGE
  for (const piece of all) {
    const size = piece.heading.length + piece.body.length
    if (pages.at(-1)!.length >= PIECES_A_PAGE || (size > room && pages.at(-1)!.length > 0)) {
      pages.push([])
      room = CHARACTERS_A_PAGE
    }
    pages.at(-1)!.push(piece)
    room -= size
  }
  return pages
}

/** The modal at `page` (from 0; beyond the last shows the last). */
export const detailsModal = (action: KnownAction, view: { page: number; now: string }): ModalView => {
  const pages = paged(allPieces(action))
  const page = Math.min(Math.max(0, view.page), pages.length - 1)
  const { id, digest, owner } = action.request
  const pageButton = (actionId: string, label: string, to: number) =>
    button(actionId, label, { id, digest, page: to })
  const pageButtons = [
    ...(page > 0 ? [pageButton(actionIds.detailsPrevious, 'Previous page', page - 1)] : []),
    ...(page < pages.length - 1 ? [pageButton(actionIds.detailsNext, 'Next page', page + 1)] : []),
  ]
  const status = statusLines(action, view.now)
  const blocks: KnownBlock[] = [
    ...(page === 0
      ? [
          header(title(action, view.now)),
          richText(section(text('The agent belongs to '), person(owner), text('.')), ...status),
        ]
      : []),
    ...pages[page]!.map(({ heading, body }) => richText(section(bold(heading)), preformatted(body))),
    ...(pages.length > 1
      ? [
          { type: 'context' as const, elements: [plain(`Page ${page + 1} of ${pages.length}`)] },
          { type: 'actions' as const, elements: pageButtons },
        ]
      : []),
  ]
  return { type: 'modal', title: plain('Details'), close: plain('Close'), blocks }
}
