// How often an agent asks, counted for all containers together: one small item for each agent and minute, and one list of what it asked people.
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { statusAt } from '#domain/action-state.ts'
import { type AgentLimits, type Asked, admitApproval } from '#domain/limits.ts'
import { readAction } from './actions.ts'
import { ContendedError } from './run-command.ts'
import { dynamodb, fromItem, tableName, toItem } from './table.ts'

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

interface List {
  asked: Asked
  version: number
}

const readList = async (agent: string): Promise<List> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({
      TableName: tableName(),
      Key: toItem({ pk: partition(agent), sk: 'approvals' }),
      ConsistentRead: true,
    }),
  )
  if (!item) return { asked: [], version: 0 }
  const { asked, version } = fromItem(item)
  return { asked: JSON.parse(String(asked)) as Asked, version: Number(version) }
}

/** False when somebody else has written it since it was read. */
const writeList = async (agent: string, { asked, version }: List, now: string): Promise<boolean> => {
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item: toItem({
          ...{ pk: partition(agent), sk: 'approvals', asked: JSON.stringify(asked), version: version + 1 },
          expiresAt: epochSeconds(now) + 2 * 86_400,
        }),
        ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
        ...(version === 0 ? {} : { ExpressionAttributeValues: { ':version': { N: String(version) } } }),
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

const stillOpen = async (ids: string[], now: string): Promise<Set<string>> => {
  const actions = await Promise.all(ids.map(readAction))
  return new Set(
    actions.flatMap((action) =>
      action && ['pending', 'approved'].includes(statusAt(action, now)) ? [action.request.id] : [],
    ),
  )
}

const TRIES = 8

/**
 * Takes a place for a request that people will be asked about, before it is recorded; says why when there is none. Asking
 * again for the same request takes no second one. Costs a read and a write, and a read of each earlier request once the list
 * is as long as the agent's limit.
 * @throws ContendedError when the agent asks so much at once that its own requests stand in each other's way
 */
export const reserveApproval = async (
  agent: string,
  id: string,
  { now, limits }: { now: string; limits: AgentLimits },
): Promise<'fatigue' | 'concurrent' | undefined> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { asked, version } = await readList(agent)
    let admission = admitApproval(asked, { id, now, limits })
    if ('refused' in admission && admission.refused === 'unknown') {
      const open = await stillOpen(
        asked.map((each) => each.id),
        now,
      )
      admission = admitApproval(asked, { id, now, limits, open })
    }
    if ('refused' in admission) return admission.refused === 'fatigue' ? 'fatigue' : 'concurrent'
    if (admission.asked === asked || (await writeList(agent, { asked: admission.asked, version }, now)))
      return undefined
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** attempt * 10))
  }
  throw new ContendedError(`${agent} asks too much at once`)
}
