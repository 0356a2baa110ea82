// Why: committed events reach the relay within milliseconds, in order, at least once, as Lambda's stream source does it.
import type { DatabaseSync } from 'node:sqlite'
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { Clock } from '../../clock.ts'
import type { StreamSettings } from '../../service.ts'
import type { Timed } from '../../timed.ts'
import { matchesPattern } from '../schedules/event-pattern.ts'
import { createLane, type Lane } from './lane.ts'
import { createStreamQueue } from './queue.ts'
import { createStreamReader, type StreamRecord } from './reader.ts'

/** Writes through our proxy announce themselves; this finds the ones that did not. */
const POLL_MS = 250

export interface StreamSource extends Timed {
  /** Something was written: look at once. */
  kick(): void
  close(): Promise<void>
}

export interface StreamSourceOptions {
  db: DatabaseSync
  clock: Clock
  client: DynamoDBStreamsClient
  streamArn: string
  /** Name of the table's partition key: records that share its value stay in order. */
  partitionKey: string
  region: string
  /** The function's key, which its place in the stream is remembered by. */
  consumer: string
  settings: StreamSettings
  invoke: (event: unknown) => Promise<unknown>
}

/** Feeds one function from one table's stream, as its `stream` event in serverless.yml says. */
export function createStreamSource(options: StreamSourceOptions): StreamSource {
  const { db, clock, client, streamArn, partitionKey, region, consumer, settings, invoke } = options
  const queue = createStreamQueue(db, consumer, streamArn)
  const reader = createStreamReader(client, streamArn, queue.position())
  const lanes = new Map<number, Lane>()
  let closed = false

  const laneOf = (number: number): Lane => {
    const known = lanes.get(number)
    if (known) return known
    const lane = createLane({ queue, number, clock, settings, invoke, consumer })
    lanes.set(number, lane)
    return lane
  }

  const fetchPage = async (): Promise<boolean> => {
    const page = await reader.next()
    if (!page || closed) return false
    const records = page.records
      .map((record) => toLambdaRecord(record, streamArn, region))
      .filter((record) => matchesAny(settings.filterPatterns, record))
      .map((record) => ({
        lane: laneNumber(keyOf(record, partitionKey), settings.parallelizationFactor),
        record: JSON.stringify(record),
      }))
    queue.add(page.position, records)
    for (const number of new Set(records.map(({ lane }) => lane))) laneOf(number).work()
    return page.full
  }

  let again = false
  let pumping: Promise<void> | undefined
  const pump = (): Promise<void> => {
    again = true
    pumping ??= (async () => {
      while (again && !closed) {
        again = false
        while (await fetchPage());
      }
    })()
      .catch((error: unknown) => {
        if (!closed) console.error('The stream could not be read, trying again:', String(error))
      })
      .finally(() => {
        pumping = undefined
      })
    return pumping
  }

  for (const number of queue.lanes()) laneOf(number).work()
  const timer = setInterval(pump, POLL_MS)
  return {
    kick: () => void pump(),
    nextDueAt: () => {
      const due = [...lanes.values()].flatMap((lane) => lane.dueAt() ?? [])
      return due.length > 0 ? Math.min(...due) : undefined
    },
    tick: () => {
      for (const lane of lanes.values()) lane.work()
    },
    idle: async () => {
      await pump()
      await Promise.all([...lanes.values()].map((lane) => lane.idle()))
    },
    close: async () => {
      closed = true
      clearInterval(timer)
      await pumping
      for (const lane of lanes.values()) lane.close()
    },
  }
}

const matchesAny = (patterns: unknown[], record: unknown) =>
  patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, record))

const keyOf = (record: Record<string, unknown>, partitionKey: string): string => {
  const { Keys } = record['dynamodb'] as { Keys?: Record<string, unknown> }
  return JSON.stringify(Keys?.[partitionKey])
}

/** Records of one partition key share a lane, which keeps them in order. */
function laneNumber(key: string, lanes: number): number {
  let hash = 0
  for (const character of key) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) | 0
  return Math.abs(hash) % lanes
}

/** The JSON that Lambda hands over: binary as base64, times as epoch seconds. */
function toLambdaRecord(
  record: StreamRecord,
  eventSourceARN: string,
  awsRegion: string,
): Record<string, unknown> {
  return { ...(wire(record) as Record<string, unknown>), awsRegion, eventSourceARN }
}

function wire(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof Date) return value.getTime() / 1000
  if (Array.isArray(value)) return value.map(wire)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wire(item)]))
}
