// `/claw status`: everything that is stopped at this moment, with the measured stop time of each agent.
import type { KnownBlock } from '@slack/types'
import type { StopFacts } from '#domain/switch-stops.ts'
import { bullets, header, richText, sentence } from './elements.ts'
import { counted } from './foreign-text.ts'
import { stopLines, stopTimes } from './switch-card.ts'

/** With more, an answer outgrows what Slack takes in one message. */
const STOPS = 5

export const nothingStopped = 'Nothing is stopped: agents may run.'

export const switchStatus = (
  stops: readonly StopFacts[],
  all: number,
): { text: string; blocks: KnownBlock[] } => {
  if (all === 0) return { text: nothingStopped, blocks: [sentence(nothingStopped)] }
  const text = `${counted(all, 'stop')} engaged`
  return {
    text,
    blocks: [
      header(text),
      ...stops.slice(0, STOPS).map((facts) => {
        const times = stopTimes(facts)
        return richText(...stopLines(facts), ...(times.length > 0 ? [bullets(times)] : []))
      }),
      ...(all > STOPS ? [sentence(`+ ${counted(all - STOPS, 'more stop')}, which began later.`)] : []),
    ],
  }
}
