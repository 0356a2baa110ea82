// The audit record's envelope: who did what to which resource, when, with what result, chained by hash within its stream.
import { createHash } from 'node:crypto'
import type { DomainEvent } from '#domain/shared/decider.ts'
import { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { tolerant } from '#domain/shared/tolerant.ts'
import { canonicalHash } from './canonical.ts'
import { fromItem, type Item, toItem } from './table.ts'

/** What stands before the first event of every stream. */
export const GENESIS = `sha256:${'0'.repeat(64)}`

export const hashOf = ({ hash: _, ...event }: Omit<RecordedEvent, 'hash'> & { hash?: string }): string =>
  canonicalHash(event)

interface Place {
  stream: string
  seq: number
  prevHash: string
  requestId: string
  subject: { agent?: string | undefined; session?: string | undefined }
}

/** A domain event as it goes on record at this place of its stream. */
export const toRecord = (event: DomainEvent, { subject, ...place }: Place): RecordedEvent => {
  const { type, at, by, result, ...data } = event
  const record = JSON.parse(
    JSON.stringify({
      at,
      actor: by,
      action: type,
      resource: place.stream,
      result: result ?? 'success',
      requestId: place.requestId,
      ...subject,
      stream: place.stream,
      seq: place.seq,
      prevHash: place.prevHash,
      data,
    }),
  ) as Omit<RecordedEvent, 'hash'>
  return { ...record, hash: hashOf(record) }
}

/** Time-ordered search reads this many partitions a day, so that no single one takes every write. */
export const TIME_SHARDS = 4
const shardOf = (stream: string): number => createHash('sha256').update(stream).digest()[0]! % TIME_SHARDS

export const timePartition = (day: string, shard: number): string => `${day}#${shard}`
const padded = (seq: number): string => String(seq).padStart(8, '0')
export const eventSortKey = (seq: number): string => `event#${padded(seq)}`

export const recordToItem = ({ actor, data, ...record }: RecordedEvent): Item =>
  toItem({
    pk: record.stream,
    sk: eventSortKey(record.seq),
    ...record,
    actorKind: actor.kind,
    actorId: actor.id,
    data: JSON.stringify(data),
    timePk: timePartition(record.at.slice(0, 10), shardOf(record.stream)),
    timeSk: `${record.at}#${record.stream}#${padded(record.seq)}`,
  })

/** @throws ZodError when the item is not an event that this product wrote */
export const recordFromItem = (item: Item): RecordedEvent => {
  const { pk: _pk, sk: _sk, timePk: _t, timeSk: _s, actorKind, actorId, data, ...flat } = fromItem(item)
  return tolerant(RecordedEvent).parse({
    ...flat,
    actor: { kind: actorKind, id: actorId },
    data: JSON.parse(String(data)),
  })
}
