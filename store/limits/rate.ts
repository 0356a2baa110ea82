// How often an agent asks, counted for all containers together: an item for each agent and minute, and lists of what waits.
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { statusAt } from '#domain/action/state.ts'
import {
  type AgentLimits,
  admitApproval,
  admitEstimate,
  type Hold,
  type RecentRequests,
} from '#domain/limits/limits.ts'
import { readAction } from '../action/actions.ts'
import { ContendedError } from '../kernel/run-command.ts'
import { dynamodb, fromItem, tableName, toItem } from '../kernel/table.ts'

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

interface List<Entry> {
  entries: Entry[]
  version: number
}

const readList = async <Entry>(agent: string, name: string): Promise<List<Entry>> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({
      TableName: tableName(),
      Key: toItem({ pk: partition(agent), sk: name }),
      ConsistentRead: true,
    }),
  )
  if (!item) return { entries: [], version: 0 }
  const { entries, version } = fromItem(item)
  return { entries: JSON.parse(String(entries)) as Entry[], version: Number(version) }
}

/** False when somebody else has written it since it was read. */
const writeList = async <Entry>(
  agent: string,
  name: string,
  { entries, version }: List<Entry>,
  now: string,
): Promise<boolean> => {
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item: toItem({
          pk: partition(agent),
          sk: name,
          entries: JSON.stringify(entries),
          version: version + 1,
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
 * Changes a list of an agent's by what `change` makes of it, or leaves it when that returns why not.
 * @throws ContendedError when the agent asks so much at once that its own requests stand in each other's way
 */
const changeList = async <Entry, Refused>(
  agent: string,
  name: string,
  now: string,
  change: (entries: Entry[]) => Promise<{ entries: Entry[] } | { refused: Refused }>,
): Promise<Refused | undefined> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { entries, version } = await readList<Entry>(agent, name)
    const changed = await change(entries)
    if ('refused' in changed) return changed.refused
    if (changed.entries === entries) return undefined
    if (await writeList(agent, name, { entries: changed.entries, version }, now)) return undefined
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** attempt * 10))
  }
  throw new ContendedError(`${agent} asks too much at once`)
}

/**
 * Takes a place for a request that people will be asked about, before it is recorded; says why when there is none. Asking
 * again for the same request takes no second one. Costs a read and a write, and a read of each earlier request once the list
 * is as long as the agent's limit.
 */
export const reserveApproval = (
  agent: string,
  id: string,
  { now, limits }: { now: string; limits: AgentLimits },
): Promise<'fatigue' | 'concurrent' | undefined> =>
  changeList<RecentRequests[number], 'fatigue' | 'concurrent'>(agent, 'approvals', now, async (asked) => {
    let admission = admitApproval(asked, { id, now, limits })
    if ('refused' in admission && admission.refused === 'unknown') {
      const open = await stillOpen(
        asked.map((each) => each.id),
        now,
      )
      admission = admitApproval(asked, { id, now, limits, open })
    }
    if (!('refused' in admission)) return { entries: admission.asked }
    return { refused: admission.refused === 'fatigue' ? 'fatigue' : 'concurrent' }
  })

/**
 * Holds an estimate back from what is left of an agent's budgets; false when it does not fit beside what is held already.
 * Holding the same request again changes nothing. Costs a read and a write.
 */
export const holdEstimate = async (
  agent: string,
  hold: Hold,
  { now, left }: { now: string; left: number },
): Promise<boolean> =>
  (await changeList<Hold, true>(agent, 'estimates', now, async (held) => {
    const entries = admitEstimate(held, hold, { now, left })
    return entries ? { entries } : { refused: true }
  })) === undefined
