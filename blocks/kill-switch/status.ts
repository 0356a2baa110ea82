// `/claw status`: everything that holds agents back at this moment, with the measured stop time of each agent.
import type { KnownBlock } from '@slack/types'
import type { StopFacts } from '#domain/kill-switch/stops.ts'
import { bullets, header, richText, sentence } from '../shared/elements.ts'
import { brief, counted } from '../shared/escape.ts'
import { stopLines, stopTimes } from './card.ts'

/** With more, an answer outgrows what Slack takes in one message. */
const STOPS = 5

const limits: Record<number, string> = {
  1: 'A SEV1 incident burns: agents may only read, and change windows are closed, until it is mitigated.',
  2: 'A SEV2 incident burns: agents need a person for every write until it is mitigated.',
}

/** What an incident of this severity (0 for none) means for all agents, if anything. */
export const heldBack = (severity: number): string | undefined =>
  limits[severity] && `${limits[severity]} Type /claw incident for which.`

/** What is said when no stop is engaged. */
export const nothingStopped = (severity: number): string => {
  const held = heldBack(severity)
  return held ? `No stop is engaged, but not all is free. ${held}` : 'Nothing is stopped: agents may run.'
}

export const switchStatus = (
  stops: readonly StopFacts[],
  all: number,
  severity: number,
  wrong: readonly { problem: string }[] = [],
): { text: string; blocks: KnownBlock[] } => {
  const broken = wrong.map(({ problem }) =>
    sentence(`⚠️ ${brief(problem, 300)}. The settings from before that edit stay in force.`),
  )
  if (all === 0) {
    const words = nothingStopped(severity)
    return { text: words, blocks: [sentence(words), ...broken] }
  }
  const held = heldBack(severity)
  const text = `${counted(all, 'stop')} engaged`
  return {
    text,
    blocks: [
      header(text),
      ...broken,
      ...(held ? [sentence(held)] : []),
      ...stops.slice(0, STOPS).map((facts) => {
        const times = stopTimes(facts)
        return richText(...stopLines(facts), ...(times.length > 0 ? [bullets(times)] : []))
      }),
      ...(all > STOPS ? [sentence(`+ ${counted(all - STOPS, 'more stop')}, which began later.`)] : []),
    ],
  }
}
