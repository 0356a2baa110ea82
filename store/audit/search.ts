import * as z from 'zod'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { eventsOf } from '../action/actions.ts'
import { queryAll } from '../kernel/query.ts'
import { recordFromItem, TIME_SHARDS, timePartition } from '../kernel/record.ts'
import { fromItem } from '../kernel/table.ts'

export interface AuditFilter {
  from: string
  to: string
  actor?: string | undefined
  agent?: string | undefined
  session?: string | undefined
  resource?: string | undefined
  action?: string | undefined
  result?: string | undefined
}

const PAGE = 50
/**
 * A shard rarely holds more than these of a page's fifty events, so reading more at once is mostly paid in vain; a search that
 * needs more than that is rare enough to read ever more at a time.
 */
const FIRST_READ = 20
const LARGEST_READ = 320
/** One answer reads at most this many days and events, then hands out a cursor: a rare filter cannot hold the caller. */
const MAX_DAYS = 40
const MAX_READ = 4_000
const DAY_MS = 86_400_000

const Cursor = z.strictObject({ before: z.string() })

/** @throws Error when the text is no cursor of ours */
const decode = (cursor: string): string =>
  Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))).before
const encode = (before: string): string => Buffer.from(JSON.stringify({ before })).toString('base64url')

const sortKey = (event: RecordedEvent): string =>
  `${event.at}#${event.stream}#${String(event.seq).padStart(8, '0')}`

const matches = (event: RecordedEvent, filter: AuditFilter): boolean =>
  (filter.actor === undefined || event.actor.id === filter.actor) &&
  (filter.agent === undefined || event.agent === filter.agent) &&
  (filter.session === undefined || event.session === filter.session) &&
  (filter.action === undefined || event.action === filter.action) &&
  (filter.resource === undefined || event.resource === filter.resource) &&
  (filter.result === undefined || event.result === filter.result)

/** One day's shard from `to` back to `from`, a page at a time, so that nothing is read that is not needed. */
async function* shardBackwards(
  day: string,
  shard: number,
  from: string,
  before: string,
): AsyncGenerator<RecordedEvent> {
  const query = {
    IndexName: 'time',
    KeyConditionExpression: 'timePk = :day AND timeSk BETWEEN :from AND :before',
    ExpressionAttributeValues: {
      ':day': { S: timePartition(day, shard) },
      ':from': { S: from },
      ':before': { S: before },
    },
    ScanIndexForward: false,
  }
  for await (const item of queryAll(query, (page) => Math.min(FIRST_READ * 2 ** page, LARGEST_READ))) {
    // BETWEEN includes its end, and the cursor names the last event that was already given.
    if (fromItem(item)['timeSk'] !== before) yield recordFromItem(item)
  }
}

/** The shards of a day as one descending sequence. */
async function* dayBackwards(day: string, from: string, before: string): AsyncGenerator<RecordedEvent> {
  const shards = Array.from({ length: TIME_SHARDS }, (_, shard) => shardBackwards(day, shard, from, before))
  const heads = await Promise.all(shards.map((shard) => shard.next()))
  for (;;) {
    let newest = -1
    for (const [index, head] of heads.entries()) {
      if (head.done) continue
      const best = heads[newest]
      if (!best || best.done || sortKey(head.value) > sortKey(best.value)) newest = index
    }
    if (newest < 0) return
    yield heads[newest]!.value as RecordedEvent
    heads[newest] = await shards[newest]!.next()
  }
}

const previousDay = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10)

/**
 * One page of events, newest first, and a cursor when there may be more. A page can be short, even empty, and still
 * have a cursor: that is where reading stopped.
 */
export const searchAudit = async (
  filter: AuditFilter,
  cursor?: string,
): Promise<{ events: RecordedEvent[]; cursor?: string }> => {
  const before = cursor === undefined ? `${filter.to}~` : decode(cursor)
  if (filter.resource !== undefined) return ofResource(filter, filter.resource, before)

  const events: RecordedEvent[] = []
  let day = before.slice(0, 10)
  let read = 0
  for (let days = 0; day >= filter.from.slice(0, 10); days++) {
    if (days >= MAX_DAYS) return { events, cursor: encode(`${day}T24`) }
    for await (const event of dayBackwards(day, filter.from, before)) {
      read++
      if (matches(event, filter)) events.push(event)
      if (events.length >= PAGE || read >= MAX_READ) return { events, cursor: encode(sortKey(event)) }
    }
    day = previousDay(day)
  }
  return { events }
}

/** A stream is its own index: no day has to be walked to tell one action's story. */
const ofResource = async (filter: AuditFilter, resource: string, before: string) => {
  const wanted = (await eventsOf(resource))
    .filter((event) => matches(event, filter) && event.at >= filter.from && sortKey(event) < before)
    .reverse()
  const events = wanted.slice(0, PAGE)
  const last = events.at(-1)
  return { events, ...(wanted.length > PAGE && last ? { cursor: encode(sortKey(last)) } : {}) }
}
