// Whether many groups of alerts are beginning at once: one small item, written only when a group begins.
import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { afterNewGroup, StormWindow } from '#domain/incident/storm.ts'
import { tolerant } from '#domain/shared/tolerant.ts'
import { pause } from '../kernel/retry.ts'
import { dynamodb, fromItem, tableName, toItem } from '../kernel/table.ts'

const TRIES = 10
const key = toItem({ pk: 'alert-storm', sk: 'window' })
const Stored = z.object({ version: z.int(), window: z.string() })

const read = async (): Promise<{ version: number; window: StormWindow | undefined }> => {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: tableName(), Key: key, ConsistentRead: true }),
  )
  const stored = Item && Stored.safeParse(fromItem(Item)).data
  // What cannot be read is begun anew: at worst a storm is noticed a few incidents later.
  return stored
    ? { version: stored.version, window: tolerant(StormWindow).safeParse(JSON.parse(stored.window)).data }
    : { version: 0, window: undefined }
}

/** Counts a group that begins, and says whether it is one of a storm. When others keep counting, it is. */
export const isInStorm = async (group: string, now: string): Promise<boolean> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { version, window } = await read()
    const { window: after, storm } = afterNewGroup(window, group, now)
    try {
      await dynamodb.send(
        new PutItemCommand({
          TableName: tableName(),
          Item: { ...key, ...toItem({ version: version + 1, window: JSON.stringify(after) }) },
          ConditionExpression: 'attribute_not_exists(pk) OR version = :version',
          ExpressionAttributeValues: { ':version': { N: String(version) } },
        }),
      )
      return storm
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
      await pause(attempt)
    }
  }
  return true
}
