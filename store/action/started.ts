// Going through what was started, oldest first, by the time index: what nobody has reported of is found without an index of its own, which every start would pay for.
import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { action } from '#domain/action/action.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { TIME_SHARDS, timePartition } from '../kernel/record.ts'
import { parse } from '../kernel/run-command.ts'
import { dynamodb, fromItem, type Item, stateKey, tableName, toItem } from '../kernel/table.ts'

export const SHARDS = Array.from({ length: TIME_SHARDS }, (_, shard) => shard)

const PAGE = 1_000
const DAY_MS = 86_400_000
const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)

export interface StartedPage {
  streams: string[]
  /** Where to go on; from `until` on there is nothing more. */
  next: string
}

/** The actions that were started between two times, a page of one shard and day; a quarter of a read unit for each 2 KB event passed. */
export const startedBetween = async (shard: number, after: string, until: string): Promise<StartedPage> => {
  const day = after.slice(0, 10)
  const isLastDay = day >= until.slice(0, 10)
  const { Items: items = [], LastEvaluatedKey: last } = await dynamodb.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'time',
      KeyConditionExpression: 'timePk = :day AND timeSk BETWEEN :after AND :end',
      FilterExpression: '#action IN (:allowed, :started)',
      ProjectionExpression: 'pk',
      ExpressionAttributeNames: { '#action': 'action' },
      ExpressionAttributeValues: {
        ':day': { S: timePartition(day, shard) },
        ':after': { S: after },
        ':end': { S: isLastDay ? until : `${day}T24` },
        ':allowed': { S: 'ActionAllowed' },
        ':started': { S: 'ActionStarted' },
      },
      Limit: PAGE,
    }),
  )
  const streams = [...new Set(items.map((item) => String(fromItem(item)['pk'])))]
  // `!` sorts behind the entry itself and before whatever follows it.
  if (last) return { streams, next: `${fromItem(last)['timeSk']}!` }
  return { streams, next: isLastDay ? until : `${dayAfter(day)}T00` }
}

const AT_ONCE = 100

/** The actions as they stand (eventually consistent: half a read unit for each 4 KB). */
export const readActions = async (streams: readonly string[]): Promise<KnownAction[]> => {
  const found: KnownAction[] = []
  for (let from = 0; from < streams.length; from += AT_ONCE) {
    let keys: Item[] | undefined = streams.slice(from, from + AT_ONCE).map(stateKey)
    while (keys?.length) {
      const answer: BatchGetItemCommandOutput = await dynamodb.send(
        new BatchGetItemCommand({ RequestItems: { [tableName()]: { Keys: keys } } }),
      )
      for (const item of answer.Responses?.[tableName()] ?? []) {
        const { state } = parse(action, item)
        if (state.status !== 'none') found.push(state)
      }
      keys = answer.UnprocessedKeys?.[tableName()]?.Keys
    }
  }
  return found
}

const placeKey = (shard: number): Item => toItem({ pk: 'sweep/started', sk: `shard#${shard}` })

/** How far the sweep of a shard has come; undefined before the first one. */
export const readSweep = async (shard: number): Promise<string | undefined> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: tableName(), Key: placeKey(shard), ConsistentRead: true }),
  )
  return item && String(fromItem(item)['place'])
}

export const putSweep = async (shard: number, place: string): Promise<void> => {
  await dynamodb.send(
    new PutItemCommand({ TableName: tableName(), Item: { ...placeKey(shard), ...toItem({ place }) } }),
  )
}
