// Why: an event that is lost, overtakes another or blocks strangers would leave an approval undone with nobody told.
import { DatabaseSync } from 'node:sqlite'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBRecord } from 'aws-lambda'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStreamSource, type StreamSource } from '#local/aws/streams/stream.ts'
import { directClient } from '#local/environment.ts'
import type { StreamSettings } from '#local/service.ts'
import { until } from '#test/support/until.ts'
import { startTable, type TestTable } from '../../support/dynamodb.ts'

const settings: StreamSettings = {
  type: 'dynamodb',
  batchSize: 100,
  parallelizationFactor: 10,
  functionResponseType: 'ReportBatchItemFailures',
  bisectBatchOnFunctionError: true,
  maximumRetryAttempts: 3,
  filterPatterns: [{ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'event#' }] } } } }],
}

let table: TestTable
let streams: DynamoDBStreamsClient
let db: DatabaseSync
let source: StreamSource | undefined
let now = 0
let seen: string[] = []
let run = 0

const nameOf = ({ dynamodb }: DynamoDBRecord) => `${dynamodb?.Keys?.['pk']?.S} ${dynamodb?.Keys?.['sk']?.S}`
const mine = (records: DynamoDBRecord[]) => records.filter((record) => nameOf(record).startsWith(`${run}/`))
const key = (name: string) => `${run}/${name}`

function start(handler: (records: DynamoDBRecord[]) => unknown, over: Partial<StreamSettings> = {}) {
  source = createStreamSource({
    db,
    clock: { now: () => now },
    client: streams,
    streamArn: table.streamArn,
    partitionKey: 'pk',
    region: 'eu-central-1',
    consumer: 'relay',
    settings: { ...settings, ...over },
    invoke: async (event) =>
      handler(mine((event as { Records: DynamoDBRecord[] }).Records)) ?? { batchItemFailures: [] },
  })
  return source
}
const takeAll = (records: DynamoDBRecord[]) => void seen.push(...records.map(nameOf))
const failing = (records: DynamoDBRecord[], name: string) => ({
  batchItemFailures: records
    .filter((record) => nameOf(record).startsWith(name))
    .map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber })),
})

beforeAll(async () => {
  table = await startTable()
  streams = new DynamoDBStreamsClient(directClient(table.endpoint, 'eu-central-1'))
})
afterAll(async () => {
  streams.destroy()
  await table.close()
})
beforeEach(() => {
  run += 1
  now = 1_000_000
  seen = []
  db = new DatabaseSync(':memory:')
})
afterEach(async () => {
  await source?.close()
})

describe('the stream', () => {
  it('delivers what the filter lets through, in the order of the writes, as Lambda writes it', async () => {
    for (const sk of ['event#1', 'state', 'event#2', 'event#3']) await table.put(key('a'), sk)
    let first: DynamoDBRecord | undefined
    start((records) => {
      first ??= records[0]
      takeAll(records)
    })
    await source?.idle()

    expect(seen).toEqual(['event#1', 'event#2', 'event#3'].map((sk) => `${key('a')} ${sk}`))
    expect(first).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventSourceARN: table.streamArn,
      awsRegion: 'eu-central-1',
      dynamodb: {
        NewImage: { raw: { B: Buffer.from('hi').toString('base64') } },
        SequenceNumber: expect.any(String),
      },
    })
    expect(first?.dynamodb?.ApproximateCreationDateTime).toBeTypeOf('number')
  })

  describe('that looks by itself when its timer says so', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setInterval'] })
    })
    afterEach(() => vi.useRealTimers())

    it('hears of a write without the timer when it is told', async () => {
      start(takeAll)
      await source?.idle()
      await table.put(key('a'), 'event#1')
      source?.kick()
      await until('the event', () => seen.length === 1)
    })

    it('finds a write that nobody told it of', async () => {
      start(takeAll)
      await source?.idle()
      await table.put(key('a'), 'event#1')
      expect(seen).toEqual([])
      vi.advanceTimersToNextTimer()
      await until('the event', () => seen.length === 1)
    })
  })

  it('goes on behind the last taken event after a restart, and takes one in flight again', async () => {
    await table.put(key('a'), 'event#1')
    start(takeAll)
    await source?.idle()
    await source?.close()

    await table.put(key('a'), 'event#2')
    let reached: () => void = () => undefined
    const inFlight = new Promise<void>((resolve) => {
      reached = resolve
    })
    start(() => {
      reached()
      return new Promise(() => undefined)
    })
    await inFlight
    await source?.close()

    start(takeAll)
    await source?.idle()
    expect(seen).toEqual([`${key('a')} event#1`, `${key('a')} event#2`])
  })

  it('retries what failed at its due time, holding back its own item only', async () => {
    for (const sk of ['event#1', 'event#2']) await table.put(key('broken'), sk)
    const others = Array.from({ length: 12 }, (_, i) => key(`other-${i}`))
    for (const pk of others) await table.put(pk, 'event#1')
    let failures = 2
    start((records) => {
      const isBroken = records.some((record) => nameOf(record).startsWith(key('broken')))
      if (isBroken && failures > 0) {
        failures -= 1
        return failing(records, key('broken'))
      }
      return takeAll(records)
    })
    await source?.idle()

    expect(seen.length).toBeGreaterThan(5)
    expect(seen.join()).not.toContain('broken')
    expect(source?.nextDueAt()).toBe(now + 100)

    for (const wait of [100, 200]) {
      now += wait
      source?.tick()
      await source?.idle()
    }
    expect(seen.filter((name) => name.includes('broken'))).toEqual([
      `${key('broken')} event#1`,
      `${key('broken')} event#2`,
    ])
    expect(new Set(seen).size).toBe(14)
    expect(source?.nextDueAt()).toBeUndefined()
  })

  it('takes what came before a reported failure as done', async () => {
    for (const sk of ['event#1', 'event#2', 'event#3']) await table.put(key('a'), sk)
    const batches: string[][] = []
    start((records) => {
      if (records.length > 0) batches.push(records.map(nameOf))
      return batches.length === 1 && records.length > 0 ? failing(records, `${key('a')} event#2`) : undefined
    })
    await source?.idle()
    now += 100
    source?.tick()
    await source?.idle()

    expect(batches.map((batch) => batch.length)).toEqual([3, 2])
    expect(batches[1]?.[0]).toBe(`${key('a')} event#2`)
  })

  it('halves a batch that throws until the culprit is alone, gives it up and goes on', async () => {
    const silent = vi.spyOn(console, 'error').mockReturnValue(undefined)
    for (const sk of ['event#1', 'event#2', 'event#3', 'event#4']) await table.put(key('a'), sk)
    start((records) => {
      if (records.some((record) => nameOf(record).endsWith('event#2'))) throw new Error('cannot')
      return takeAll(records)
    })
    for (let i = 0; i < 12; i += 1) {
      await source?.idle()
      now += 60_000
      source?.tick()
    }
    await source?.idle()

    expect(seen).toEqual(['event#1', 'event#3', 'event#4'].map((sk) => `${key('a')} ${sk}`))
    expect(db.prepare('SELECT error FROM stream_dead_letters').all()).toEqual([{ error: 'Error: cannot' }])
    expect(silent).toHaveBeenCalledWith(expect.stringContaining('gave up'))
    silent.mockRestore()
  })
})
