// The one-page note about an incident as Markdown: what broke, how it was contained, what changed, what is watched now, and the timeline.

import type { RichTextElement } from '@slack/types'
import { scoreOf } from '#domain/incident/score.ts'
import type { IncidentSettings } from '#domain/incident/settings.ts'
import { severityName } from '#domain/incident/severity.ts'
import type { Incident } from '#domain/incident/state.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { momentInUtc } from '../shared/elements.ts'
import { brief, counted, oneLine } from '../shared/escape.ts'
import type { Recorded } from '../shared/recorded.ts'
import { timelineStory } from './timeline-story.ts'

/** What people said in the incident's thread. */
export interface Said {
  at: string
  by: string
  text: string
}

export interface Timeline {
  events: readonly Recorded[]
  said: readonly Said[]
  /** Whether some of what else happened was too much to read, and whether Slack could not be asked for what was said. */
  leftOut: boolean
  unheard: boolean
}

type NameOf = (id: string) => string

/** Foreign text on one line of Markdown: nothing in it is a heading, a link or an image. */
const literal = (words: string): string =>
  oneLine(words).replaceAll(/[\\`*_{}[\]<>()#+!|~]/g, (sign) => `\\${sign}`)

/** Code that no backtick inside can end. */
const inCode = (words: string): string => {
  const fence = '`'.repeat(Math.max(0, ...[...words.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  return fence.length === 1 ? `\`${words}\`` : `${fence} ${words} ${fence}`
}

/** Stars beside a space are only stars, so the spaces stand outside. */
const inBold = (words: string): string =>
  literal(words).replace(
    /^(\s*)(.*\S)(\s*)$/s,
    (_, before, inside, after) => `${before}**${inside}**${after}`,
  )

const inMarkdown = (element: RichTextElement, nameOf: NameOf): string => {
  if (element.type === 'user') return literal(nameOf(element.user_id))
  if (element.type === 'date') return momentInUtc(new Date(element.timestamp * 1000).toISOString())
  if (element.type !== 'text') return ''
  if (element.style?.code) return inCode(element.text)
  return element.style?.bold ? inBold(element.text) : literal(element.text)
}

interface Line {
  at: string
  words: string
}

const linesOf = ({ events, said }: Timeline, nameOf: NameOf): Line[] =>
  [
    ...events.map((event) => ({
      at: event.at,
      words: timelineStory(event)
        .map((element) => inMarkdown(element, nameOf))
        .join(''),
    })),
    ...said.map(({ at, by, text }) => ({
      at,
      words: `${literal(nameOf(by))} wrote: ${inCode(brief(text, 3_000))}`,
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

/** Equal lines in a row become one with a count. */
const merged = (lines: readonly Line[]): string[] => {
  const groups: (Line & { times: number })[] = []
  for (const line of lines) {
    const last = groups.at(-1)
    if (last?.words === line.words) last.times++
    else groups.push({ ...line, times: 1 })
  }
  return groups.map(
    ({ at, words, times }) =>
      `- ${at.slice(0, 10)} ${at.slice(11, 19)} · ${words}${times > 1 ? ` (${times} times)` : ''}`,
  )
}

const or = (words: string | undefined, otherwise: string): string => (words ? literal(words) : otherwise)

const followUps = (incident: Incident, nameOf: NameOf): string[] =>
  incident.followUps.length === 0
    ? ['None yet.']
    : incident.followUps.map(
        ({ id, what, owner, dueOn, doneAt }) =>
          `- [${doneAt ? 'x' : ' '}] ${id} ${literal(what)} (${literal(nameOf(owner))}, due ${dueOn})`,
      )

const score = (incident: Incident): string[] => {
  const { detect, acknowledge, mitigate, firstUpdate, missedPromises, cleanClose } = scoreOf(incident)
  const time = (seconds: number | undefined): string =>
    seconds === undefined ? 'never' : durationInWords(seconds)
  return [
    `- Time to detect: ${time(detect)}`,
    `- Time to acknowledge: ${time(acknowledge)}`,
    `- Time to mitigate: ${time(mitigate)}`,
    `- First update after: ${time(firstUpdate)}`,
    `- Promises of an update that were missed: ${missedPromises}`,
    `- Clean close: ${cleanClose ? 'yes' : 'no'}`,
  ]
}

/** `nameOf` turns a Slack user id into what people call them. */
export const incidentReport = (
  incident: Incident,
  { timeline, settings, nameOf }: { timeline: Timeline; settings: IncidentSettings; nameOf: NameOf },
): string => {
  const { closing, severity } = incident
  const rootCause = settings.rootCauses.find(({ id }) => id === closing?.rootCause)
  const lines = merged(linesOf(timeline, nameOf))
  return [
    `# ${incident.drill ? 'DRILL: ' : ''}${incident.id}: ${literal(incident.title)}`,
    `${severityName(severity)}, ${incident.status}. Lead: ${or(incident.lead && nameOf(incident.lead), 'nobody')}. Communication: ${or(incident.comms && nameOf(incident.comms), 'nobody')}.`,
    '## Time detected',
    `${momentInUtc(incident.detectedAt)}; declared ${momentInUtc(incident.declaredAt)}.`,
    '## Blast radius',
    or(closing?.blastRadius, 'Not written down yet.'),
    '## Containment',
    or(closing?.containment, 'Not written down yet.'),
    '## Root cause',
    rootCause ? `${rootCause.id}: ${rootCause.meaning}.` : or(closing?.rootCause, 'Not classified yet.'),
    '## Permanent fix',
    or(closing?.permanentFix, 'Not written down yet.'),
    '## New monitors',
    or(closing?.monitors, 'None named.'),
    '## Follow-ups',
    followUps(incident, nameOf).join('\n'),
    '## How it went',
    score(incident).join('\n'),
    `## Timeline (UTC, ${counted(lines.length, 'line')})`,
    [
      ...(timeline.leftOut
        ? [
            'Of what happened beside the incident only the latest is here, the rest was too much for this note; `npm run audit` has it all.',
            '',
          ]
        : []),
      ...(timeline.unheard ? ['What was said in the thread could not be read from Slack just now.', ''] : []),
      ...lines,
    ].join('\n'),
    '',
  ].join('\n\n')
}
