// The card for an action of which nobody knows whether it happened: what is known, and three answers that close it.
import type { Button, KnownBlock } from '@slack/types'
import type { KnownAction } from '#domain/action/state.ts'
import { actionIds } from '../action-ids.ts'
import type { Card } from '../shared/card.ts'
import {
  bold,
  button,
  code,
  header,
  people,
  person,
  plain,
  richText,
  section,
  text,
} from '../shared/elements.ts'
import { brief, cut, escaped } from '../shared/escape.ts'
import { type CardView, detailsButton } from './approval-card.ts'
import { statusLines, title } from './approval-status.ts'
import { headline } from './headline.ts'
import { withParams } from './params.ts'

const answers = [
  {
    actionId: actionIds.recoveryHappened,
    label: 'It happened',
    consequence: 'It will be on record as done. Choose this only if you have seen its effect.',
  },
  {
    actionId: actionIds.recoveryDidNotHappen,
    label: 'It did not happen',
    consequence: 'It will be on record as failed. Choose this only if you have looked and found no effect.',
  },
  {
    actionId: actionIds.recoveryRetryIsSafe,
    label: 'Retry is safe',
    consequence:
      'It will be on record as failed, and the agent may ask again: doing it twice would do no harm.',
  },
]

const buttons = ({ request }: KnownAction): Button[] =>
  answers.map(({ actionId, label, consequence }) =>
    button(
      actionId,
      label,
      { id: request.id, digest: request.digest },
      {
        confirm: {
          title: plain(cut(`${label}: ${headline(request)}`, 100).shown),
          text: plain(consequence),
          confirm: plain(label),
          deny: plain('Go back'),
        },
      },
    ),
  )

/** The message for an unknown outcome, and, once settled, how it was settled. */
export const recoveryCard = (action: KnownAction, { eligible, now }: CardView): Card => {
  const { request } = action
  const open = action.status === 'unknown' && !action.recovery
  const agent = brief(request.agent, 60)
  const task: KnownBlock[] = open
    ? [
        richText(
          section(
            bold('Please find out: '),
            text(
              'look where the action would have left its mark, then say what you found. Anyone with a role can.',
            ),
          ),
          ...(eligible.length > 0 ? [section(...people(eligible))] : []),
        ),
      ]
    : []
  return {
    text: open
      ? `Nobody knows whether ${escaped(headline(request))} by ${escaped(agent)} happened. Please find out.`
      : `${escaped(title(action, now))} (${escaped(agent)})`,
    blocks: withParams(
      [
        header(open ? `❓ Did it happen? ${headline(request)}` : title(action, now)),
        richText(
          section(
            bold(agent),
            text(' (owned by '),
            person(request.owner),
            text(') ran '),
            code(brief(request.tool, 60)),
          ),
          ...statusLines(action, now),
        ),
      ],
      request.params,
      () => [
        ...task,
        { type: 'actions', elements: [...(open ? buttons(action) : []), detailsButton(action)] },
      ],
    ),
    metadata: { eventType: 'claw_recovery', key: request.id },
  }
}

/** The thread's reminder while nobody has said how it ended; `asked` are mentioned. */
export const recoveryReminder = (
  { request }: KnownAction,
  asked: readonly string[],
  count: number,
): Card => ({
  text: `⏰ Still nobody knows whether ${escaped(headline(request))} happened. Please find out.`,
  blocks: [
    richText(
      section(text('⏰ Still nobody knows whether this happened. Please find out, and say it on the card.')),
      ...(asked.length > 0 ? [section(...people(asked))] : []),
    ),
  ],
  metadata: { eventType: 'claw_recovery_reminder', key: `${request.id}#${count}` },
})
