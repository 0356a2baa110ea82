// Fills a table fast: copies of one action that the gate really wrote, each with an id and a time of its own.
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type TransactWriteItemsInput,
} from '@aws-sdk/client-dynamodb'
import { dynamodb, tableName } from '#store/kernel/table.ts'
import { rewritten } from './calls.ts'
import { freshId, operations, recordOnce } from './operations.ts'

const BATCH = 25
const IN_FLIGHT = 4
const DAYS = 30
const DAY_MS = 86_400_000
const SHARDS = 4

type Items = Record<string, AttributeValue>[]

/** Writes `count` allowed actions (a state and an event each) spread evenly over the last thirty days. */
export const seedActions = async (count: number): Promise<void> => {
  const { calls, id } = await recordOnce(operations.allow)
  const written = calls.find(({ name }) => name === 'TransactWriteItemsCommand')?.input
  const { TransactItems = [] } = (written ?? {}) as TransactWriteItemsInput
  const items: Items = TransactItems.flatMap(({ Put }) => (Put?.Item ? [Put.Item] : []))
  const { at, timePk } = items.find((item) => 'timePk' in item) ?? {}
  if (!at?.S || !timePk?.S || !id) throw new Error('the recorded request wrote no event')
  const [original, day] = [at.S, timePk.S]
  const end = Date.parse(original)

  const copy = (index: number): Items => {
    const time = new Date(end - ((count - index) / count) * DAYS * DAY_MS).toISOString()
    return rewritten(items, [
      [id, freshId()],
      [day, `${time.slice(0, 10)}#${index % SHARDS}`],
      [original, time],
    ])
  }
  let next = 0
  const writer = async (): Promise<void> => {
    while (next < count) {
      const batch: Items = []
      while (next < count && batch.length + items.length <= BATCH) batch.push(...copy(next++))
      let requests = batch.map((Item) => ({ PutRequest: { Item } }))
      while (requests.length > 0) {
        const { UnprocessedItems } = await dynamodb.send(
          new BatchWriteItemCommand({ RequestItems: { [tableName()]: requests } }),
        )
        requests = (UnprocessedItems?.[tableName()] ?? []) as typeof requests
      }
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, writer))
}
