// Many items by their keys, consistently, in as few calls as DynamoDB takes them.
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb'
import { AGAIN, retried } from './retry.ts'
import { dynamodb, type Item, tableName } from './table.ts'

/** DynamoDB takes a hundred keys at once, and may leave some of them for another call. */
const MOST_KEYS = 100
const TRIES = 5

const unfinished = (): Error =>
  Object.assign(new Error('the table left a consistent read unfinished'), { name: 'ReadUnfinished' })

const readPart = async (keys: readonly Item[]): Promise<Item[]> => {
  const found: Item[] = []
  let left = [...keys]
  return retried(
    TRIES,
    async () => {
      const { Responses, UnprocessedKeys } = await dynamodb.send(
        new BatchGetItemCommand({ RequestItems: { [tableName()]: { Keys: left, ConsistentRead: true } } }),
      )
      found.push(...(Responses?.[tableName()] ?? []))
      left = UnprocessedKeys?.[tableName()]?.Keys ?? []
      return left.length > 0 ? AGAIN : found
    },
    unfinished,
  )
}

/**
 * The items that exist among these keys, each at most once and in no order: 1 read unit per 4 KB of each.
 * @throws when the table cannot be read, or leaves part of it unread five times
 */
export const readMany = async (keys: readonly Item[]): Promise<Item[]> => {
  const found: Item[] = []
  for (let from = 0; from < keys.length; from += MOST_KEYS)
    found.push(...(await readPart(keys.slice(from, from + MOST_KEYS))))
  return found
}
