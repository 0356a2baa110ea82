// What people must know of our own posting: where Slack refuses it, and how far behind it is.
import type { Lane } from '#domain/posting/outbox.ts'
import { counted } from './escape.ts'

export interface PostingFacts {
  /** `channel` as people know it. */
  refused: readonly { channel: string; code: string }[]
  behindSeconds: Readonly<Record<Lane, number>>
}

const what: Record<Lane, string> = {
  urgent: 'stops and approvals',
  incidents: 'incidents',
  rest: 'everything else',
}
/** Shorter than this is no news. */
const NEWS_SECONDS = 5

/** One sentence for each thing that is wrong; none while all is well. */
export const postingLines = ({ refused, behindSeconds }: PostingFacts): string[] => [
  ...refused.map(
    ({ channel, code }) =>
      `Slack refuses our posts in ${channel} (${code}): they go elsewhere, or to people directly.`,
  ),
  ...(Object.keys(what) as Lane[])
    .filter((lane) => behindSeconds[lane] >= NEWS_SECONDS)
    .map((lane) => `Posts about ${what[lane]} are ${counted(behindSeconds[lane], 'second')} behind.`),
]
