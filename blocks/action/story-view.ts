// One action's whole story as an answer in Slack: where it stands, then everything on record, oldest first.
import type { KnownBlock } from '@slack/types'
import type { KnownAction } from '#domain/action/state.ts'
import { bold, bullets, code, header, person, richText, section, text } from '../shared/elements.ts'
import { brief, counted, escaped } from '../shared/escape.ts'
import type { Recorded } from '../shared/recorded.ts'
import { detailsButton } from './approval-card.ts'
import { statusLines, title } from './approval-status.ts'
import { storyLine } from './story.ts'

/** Characters of JSON: Slack takes 13,000 in one message, with everything around the story. */
const ROOM = 8_000

/** The request itself, and as many of the latest events as fit. */
const fitting = (lines: ReturnType<typeof storyLine>[]): { first: typeof lines; last: typeof lines } => {
  const [first, ...others] = lines
  let room = ROOM - JSON.stringify(first ?? []).length
  const last: typeof lines = []
  for (const line of others.toReversed()) {
    room -= JSON.stringify(line).length
    if (room < 0) break
    last.unshift(line)
  }
  return { first: first ? [first] : [], last }
}

export const storyView = (
  action: KnownAction,
  story: readonly Recorded[],
  now: string,
): { text: string; blocks: KnownBlock[] } => {
  const { request } = action
  const { first, last } = fitting(story.map(storyLine))
  const between = story.length - first.length - last.length
  const status = statusLines(action, now)
  const lines = [
    ...first,
    ...(between > 0
      ? [
          [
            text(`… ${counted(between, 'event')} left out; `),
            code(`npm run audit -- show ${request.id}`),
            text(' tells all'),
          ],
        ]
      : []),
    ...last,
  ]
  return {
    text: escaped(`${title(action, now)} (${brief(request.agent, 60)})`),
    blocks: [
      header(title(action, now)),
      ...(status.length > 0 ? [richText(...status)] : []),
      richText(
        section(
          bold(brief(request.agent, 60)),
          text(' belongs to '),
          person(request.owner),
          text(` · ${request.id}`),
        ),
        ...(lines.length > 0 ? [bullets(lines)] : []),
      ),
      { type: 'actions', elements: [detailsButton(action)] },
    ],
  }
}
