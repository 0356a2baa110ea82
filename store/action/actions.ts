// Reading actions: one by its id, those that stand on a work list, and one's whole story.
import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { action } from '#domain/action/action.ts'
import { ActionState, type KnownAction } from '#domain/action/state.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { recordFromItem } from '../kernel/record.ts'
import { load } from '../kernel/run-command.ts'
import { dynamodb, fromItem, type Item, stateKey, streamName, tableName, toItem } from '../kernel/table.ts'

const known = (state: ActionState | undefined): KnownAction | undefined =>
  state && state.status !== 'none' ? state : undefined

/** A consistent read of one action: 1 read unit per 4 KB. */
export const readAction = async (id: string): Promise<KnownAction | undefined> =>
  known((await load(action, id))?.state)

const AT_ONCE = 100

/** Those of these actions that exist, by id; as costly as reading each alone, with one call for a hundred. */
export const readActions = async (ids: readonly string[]): Promise<Map<string, KnownAction>> => {
  const found = new Map<string, KnownAction>()
  let keys = ids.map((id) => stateKey(streamName(action.kind, id)))
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new BatchGetItemCommand({
        RequestItems: { [tableName()]: { Keys: keys.slice(0, AT_ONCE), ConsistentRead: true } },
      }),
    )
    for (const each of actionsIn(Responses?.[tableName()])) found.set(each.request.id, each)
    const left = UnprocessedKeys?.[tableName()]?.Keys ?? []
    if (left.length === Math.min(keys.length, AT_ONCE)) throw new Error('the table left a read unfinished')
    keys = [...keys.slice(AT_ONCE), ...left]
  }
  return found
}

export interface QueuePage {
  limit: number
  newestFirst?: boolean
}

type QueueName = 'pending' | 'recovery' | 'decided'
const actionsIn = (items: Item[] = []): KnownAction[] =>
  items.flatMap((item) => known(ActionState.parse(JSON.parse(String(fromItem(item)['state'])))) ?? [])

/** The actions on a work list, by the time that it is ordered by; eventually consistent, half a unit per 4 KB. */
export const listQueue = async (
  name: QueueName,
  { limit, newestFirst = false }: QueuePage,
): Promise<KnownAction[]> => {
  const { Items: items } = await dynamodb.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'queue',
      KeyConditionExpression: 'queuePk = :name',
      ExpressionAttributeValues: { ':name': { S: name } },
      ScanIndexForward: !newestFirst,
      Limit: limit,
    }),
  )
  return actionsIn(items)
}

/** Where a page of a work list ended, as plain JSON; null at its beginning and after its end. */
export type QueueCursor = Record<string, string | number> | null

/** One page of a work list as it is stored, for whoever goes through all of it and changes it (`runOnMany`). */
export const pageOfQueue = async (
  name: QueueName,
  cursor: QueueCursor,
  limit: number,
): Promise<{ items: Item[]; next: QueueCursor }> => {
  const { Items: items = [], LastEvaluatedKey: last } = await dynamodb.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'queue',
      KeyConditionExpression: 'queuePk = :name',
      ExpressionAttributeValues: { ':name': { S: name } },
      Limit: limit,
      ...(cursor ? { ExclusiveStartKey: toItem(cursor) } : {}),
    }),
  )
  return { items, next: last ? fromItem(last) : null }
}

/** Every event of one stream, first to last (consistent). */
export const eventsOf = async (stream: string): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  let start: Item | undefined
  do {
    const page = await dynamodb.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :stream AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':stream': { S: stream }, ':event': { S: 'event#' } },
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    events.push(...(page.Items ?? []).map(recordFromItem))
    start = page.LastEvaluatedKey
  } while (start)
  return events
}

/** The whole story of one action. */
export const storyOf = (id: string): Promise<RecordedEvent[]> => eventsOf(streamName(action.kind, id))
