// The one way through what a query finds: all of it, read as it is asked for, or a page and where to go on.
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb'
import { dynamodb, fromItem, type Item, tableName, toItem } from './table.ts'

export type Query = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey' | 'Limit'>

/** Where a page ended, as plain JSON; null at the beginning and after the end. */
export type Cursor = Record<string, string | number> | null

const send = (query: Query, limit: number | undefined, start: Item | undefined) =>
  dynamodb.send(
    new QueryCommand({
      TableName: tableName(),
      ...query,
      ...(limit === undefined ? {} : { Limit: limit }),
      ...(start ? { ExclusiveStartKey: start } : {}),
    }),
  )

/** Every item, in the query's order. `limitOf` bounds each page (from 0), so that whoever stops early has read little. */
export async function* queryAll(
  query: Query,
  limitOf: (page: number) => number | undefined = () => undefined,
): AsyncGenerator<Item> {
  let start: Item | undefined
  let page = 0
  do {
    const { Items: items = [], LastEvaluatedKey: last } = await send(query, limitOf(page++), start)
    yield* items
    start = last
  } while (start)
}

/** At most `limit` items from `cursor` on. */
export const queryPage = async (
  query: Query,
  { limit, cursor = null }: { limit: number; cursor?: Cursor },
): Promise<{ items: Item[]; next: Cursor }> => {
  const { Items: items = [], LastEvaluatedKey: last } = await send(
    query,
    limit,
    cursor ? toItem(cursor) : undefined,
  )
  return { items, next: last ? fromItem(last) : null }
}

/** The items on a work list; eventually consistent. */
export const onQueue = (name: string): Query => ({
  IndexName: 'queue',
  KeyConditionExpression: 'queuePk = :name',
  ExpressionAttributeValues: { ':name': { S: name } },
})

/** The items of a partition; consistent. */
export const inPartition = (pk: string): Query => ({
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': { S: pk } },
  ConsistentRead: true,
})

/** Those of them whose sort key begins so, which must be with something. */
export const startingWith = (pk: string, prefix: string): Query => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
  ConsistentRead: true,
})
