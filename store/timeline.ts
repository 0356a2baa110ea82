// Everything on record between two moments, oldest first: what an incident's timeline is made of.
import type { RecordedEvent } from '#domain/recorded-event.ts'
import { searchAudit } from './audit-search.ts'

/** At most this many events; the latest count. */
const MOST = 1_000

/** Other incidents have timelines of their own. */
const belongs = ({ stream }: RecordedEvent, own: string): boolean =>
  stream === own || !stream.startsWith('incident/')

/**
 * The events of all streams from `from` to `to`, without those of other incidents than `stream`.
 * Reads forty pages at most.
 */
export const eventsBetween = async (
  stream: string,
  { from, to }: { from: string; to: string },
): Promise<{ events: RecordedEvent[]; leftOut: boolean }> => {
  const events: RecordedEvent[] = []
  let cursor: string | undefined
  let pages = 0
  do {
    const page = await searchAudit({ from, to }, cursor)
    events.push(...page.events.filter((event) => belongs(event, stream)))
    cursor = page.cursor
    pages++
  } while (cursor !== undefined && events.length < MOST && pages < 40)
  return { events: events.reverse(), leftOut: cursor !== undefined }
}
