// The card of a drill: told like a stop, marked as a drill in every line that could be read alone, and scored at the end.

import type { KnownBlock, RichTextElement } from '@slack/types'
import type { Drill } from '#domain/kill-switch/drill.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { actionIds } from '../action-ids.ts'
import { actorLabel } from '../shared/actor-label.ts'
import {
  bold,
  bullets,
  button,
  header,
  moment,
  people,
  person,
  richText,
  section,
  text,
} from '../shared/elements.ts'

const secondsOf = ({ startedAt }: Drill, at: string): number =>
  (Date.parse(at) - Date.parse(startedAt)) / 1000

const there = ({ asked, reactions }: Drill): string[] =>
  asked.filter((id) => reactions.some(({ by }) => by === id))

/** `3 of 4 were there; the first after 12 s, half of them within 40 s.` */
const score = (drill: Drill): string => {
  const { asked, reactions } = drill
  const times = reactions.map(({ at }) => secondsOf(drill, at)).sort((a, b) => a - b)
  const [first] = times
  if (first === undefined) return `0 of ${asked.length} were there.`
  const middle = times[Math.floor((times.length - 1) / 2)] ?? first
  return `${there(drill).length} of ${asked.length} were there; the first after ${durationInWords(first)}, half of all within ${durationInWords(middle)}.`
}

const rows = (drill: Drill): RichTextElement[][] =>
  drill.reactions
    .slice(0, 20)
    .map(({ by, at }) => [person(by), text(` after ${durationInWords(secondsOf(drill, at))}`)])

const running = (drill: Drill): KnownBlock[] => [
  header('DRILL · All agents would be paused now'),
  richText(
    section(
      bold('This is a drill: nothing is stopped.'),
      text(' Started by '),
      actorLabel(drill.by),
      text(' · ends by itself '),
      moment(drill.endsAt),
    ),
    section(
      text(
        'If it were real you would look here who has not confirmed, call the owner, and look at the host. ',
      ),
      bold('Press the button when you would be at it.'),
    ),
    section(...people(drill.asked, 10)),
    ...(drill.reactions.length > 0 ? [section(bold(score(drill))), bullets(rows(drill))] : []),
  ),
  {
    type: 'actions',
    elements: [
      button(
        actionIds.drillReact,
        'DRILL: I would be at it',
        { startedAt: drill.startedAt },
        { style: 'primary' },
      ),
    ],
  },
]

const over = (drill: Drill): KnownBlock[] => {
  const missing = drill.asked.filter((id) => !there(drill).includes(id))
  return [
    header('DRILL over'),
    richText(
      section(bold(score(drill)), text(' Nothing was stopped.')),
      ...(drill.reactions.length > 0 ? [bullets(rows(drill))] : []),
      ...(missing.length > 0 ? [section(text('Not there in time: '), ...people(missing, 10))] : []),
    ),
  ]
}

export const drillCard = (drill: Drill) => ({
  text: drill.endedAt
    ? `DRILL over: ${score(drill)}`
    : 'DRILL: all agents would be paused now. Nothing is stopped; say when you would be at it.',
  blocks: drill.endedAt ? over(drill) : running(drill),
  metadata: { eventType: 'claw_drill', key: drill.startedAt },
})
