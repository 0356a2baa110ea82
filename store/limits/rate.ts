// How often an agent asks, counted for all containers together: an item for each agent and minute.
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { dynamodb, tableName, toItem } from '../kernel/table.ts'

const partition = (agent: string): string => `rate/${agent}`
const epochSeconds = (now: string): number => Math.floor(Date.parse(now) / 1000)

/**
 * Counts one request in the UTC minute of `now`; false when `limit` are counted already, and then it is not. One write unit,
 * and no item is shared by two agents.
 */
export const countRequest = async (agent: string, limit: number, now: string): Promise<boolean> => {
  try {
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: tableName(),
        Key: toItem({ pk: partition(agent), sk: `minute#${now.slice(0, 16)}` }),
        UpdateExpression: 'ADD requests :one SET expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(requests) OR requests < :limit',
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':limit': { N: String(limit) },
          ':expiresAt': { N: String(epochSeconds(now) + 3_600) },
        },
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}
