// The announcement of a stop: what stands still, why, and, counting up, which agents have confirmed it.

import type { ActionsBlock, KnownBlock, RichTextBlockElement, RichTextElement } from '@slack/types'
import { type Engagement, isOfBudget } from '#domain/kill-switch/state.ts'
import { type AgentAbout, expected, isComplete, isLate, type StopFacts } from '#domain/kill-switch/stops.ts'
import { durationInWords, timeBetween } from '#domain/shared/duration.ts'
import { actionIds } from '../action-ids.ts'
import { actorLabel } from '../shared/actor-label.ts'
import {
  bold,
  bullets,
  button,
  header,
  moment,
  momentInUtc,
  plain,
  quote,
  richText,
  section,
  text,
} from '../shared/elements.ts'
import { brief, counted, cut, escaped, oneLine, visible } from '../shared/escape.ts'
import { signOf, standing, whom } from './words.ts'

const ROWS = 6
/** Every row of its own block, and Slack takes fifty. */
const REVOKE_ROWS = 5

const times = ({ stops: { confirmed } }: StopFacts): string => {
  const known = confirmed.flatMap(({ stopMs }) => stopMs ?? [])
  return known.length > 0 ? `; the slowest took ${durationInWords(Math.max(...known) / 1000)}` : ''
}

/** `Stopped 3 of 4; the slowest took 0.4 s.` */
export const howFar = (facts: StopFacts): string => {
  const { stops } = facts
  const all = expected(stops)
  if (all === 0) return 'No agent was about in the last 10 minutes; whoever comes now is told at once.'
  return `Stopped ${stops.confirmed.length.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}${times(facts)}.`
}

const lastSeen = ({ seenAt }: AgentAbout, now: string): string => `last seen ${timeBetween(seenAt, now)} ago`

const waiting = (facts: StopFacts): RichTextElement[][] => {
  const { stops, now } = facts
  const late = isLate(facts)
  const rows: RichTextElement[][] = [
    ...stops.silent.map((each) => [
      bold(brief(each.agent, 60)),
      text(late ? ` has not confirmed (${lastSeen(each, now)})` : ` (${lastSeen(each, now)})`),
    ]),
    ...stops.unfinished.map(({ agent, left }) => [
      bold(brief(agent, 60)),
      text(` still stops ${brief(left.slice(0, 3).join(', '), 120)}`),
    ]),
  ]
  return rows.length > ROWS ? [...rows.slice(0, ROWS), [text(`+ ${rows.length - ROWS} more`)]] : rows
}

const count = (facts: StopFacts): RichTextBlockElement[] => {
  const rows = waiting(facts)
  const what = isLate(facts) ? ' These did not confirm:' : ' Waiting for:'
  return [
    section(bold(howFar(facts)), ...(rows.length > 0 ? [text(what)] : [])),
    ...(rows.length > 0 ? [bullets(rows)] : []),
  ]
}

const story = ({ engagement, asked, ended }: StopFacts): RichTextBlockElement[] => {
  const { by, since, until, reason } = engagement
  return [
    section(
      text('By '),
      actorLabel(by),
      text(' · since '),
      moment(since),
      ...(until && !ended ? [text(' · ends by itself '), moment(until)] : []),
    ),
    quote(cut(visible(reason), 400).shown),
    ...(asked && !ended
      ? [
          section(
            text('⏳ '),
            actorLabel(asked.by),
            text(' asks to let them go on. '),
            bold('One more person'),
            text(' has to, within 15 minutes.'),
          ),
        ]
      : []),
    ...(ended
      ? [
          section(
            ...(ended.by.kind === 'system'
              ? [bold('Ended'), text(' by itself · ')]
              : [bold('Released'), text(' by '), actorLabel(ended.by), text(' · ')]),
            moment(ended.at),
            text(` · it lasted ${timeBetween(since, ended.at)}. What was withdrawn stays withdrawn.`),
          ),
        ]
      : []),
  ]
}

const resumeButton = ({ scope }: Engagement): ActionsBlock => ({
  type: 'actions',
  elements: [
    button(
      actionIds.switchResume,
      scope === 'all' ? 'Let them go on' : 'Let it go on',
      { scope },
      {
        confirm: {
          title: plain(cut(`${whom(scope)}: go on?`, 100).shown),
          text: plain(
            scope === 'all'
              ? 'It takes two people: yours counts as one of them.'
              : 'It may act again at once. What was withdrawn stays withdrawn.',
          ),
          confirm: plain('Let go on'),
          deny: plain('Go back'),
        },
      },
    ),
  ],
})

const revokeRow = ({ agent }: AgentAbout): KnownBlock => ({
  type: 'actions',
  elements: [
    button(
      actionIds.switchRevokeToken,
      `Revoke the token of ${cut(oneLine(agent), 40).shown}`,
      { agent },
      {
        style: 'danger',
        confirm: {
          title: plain(cut(`Revoke ${brief(agent, 60)}?`, 100).shown),
          text: plain(
            'Its token is refused from now on, for good: it needs a new one to come back. Only security and platform owners can do this.',
          ),
          confirm: plain('Revoke'),
          deny: plain('Go back'),
          style: 'danger',
        },
      },
    ),
  ],
})

const title = ({ engagement: { scope, mode }, ended }: StopFacts): string =>
  ended ? `✅ ${whom(scope)} may go on` : `${signOf(mode)} ${standing(scope, mode)}`

export const switchCard = (facts: StopFacts) => {
  const { engagement, stops, ended } = facts
  const open = !ended && !isComplete(stops)
  return {
    text: `${escaped(title(facts))}: ${escaped(brief(engagement.reason, 200))} (since ${momentInUtc(engagement.since)}). ${escaped(howFar(facts))}`,
    blocks: [
      header(title(facts)),
      richText(...story(facts), ...count(facts)),
      ...(open && isLate(facts) ? stops.silent.slice(0, REVOKE_ROWS).map(revokeRow) : []),
      // Only money ends what a budget has stopped.
      ...(ended || isOfBudget(engagement) ? [] : [resumeButton(engagement)]),
    ] as KnownBlock[],
    metadata: { eventType: 'claw_switch', key: `${engagement.scope}#${engagement.since}` },
  }
}

/** What `/claw status` and App Home say of one stop: the same words without the buttons. */
export const stopLines = (facts: StopFacts): RichTextBlockElement[] => [
  section(
    bold(`${signOf(facts.engagement.mode)} ${standing(facts.engagement.scope, facts.engagement.mode)}`),
  ),
  ...story(facts),
  ...count(facts),
]

/** The measured stop time of each agent, fastest first. */
export const stopTimes = ({ stops: { confirmed } }: StopFacts): RichTextElement[][] => {
  const rows = [...confirmed]
    .sort((a, b) => (a.stopMs ?? 0) - (b.stopMs ?? 0))
    .map(({ agent, runs, stopMs }) => [
      bold(brief(agent, 60)),
      text(
        ` stopped${stopMs === undefined ? '' : ` after ${durationInWords(stopMs / 1000)}`}, ${counted(runs, 'run')} ended`,
      ),
    ])
  const shown = rows.slice(0, 15)
  return rows.length > 15 ? [...shown, [text(`+ ${rows.length - 15} more`)]] : shown
}
