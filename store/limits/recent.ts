// The last few times that something happened to an agent, kept so that hearing of one twice counts once.
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { dynamodb, type Item, tableName, toItem } from '../kernel/table.ts'

/** One thing that happened: when, and what makes it the same when it is told again. */
export interface Moment {
  at: string
  id: string
}
const entryOf = ({ at, id }: Moment): string => `${at}#${id}`
const atOf = (entry: string): string => entry.slice(0, entry.indexOf('#'))

const partition = (agent: string): string => `recent/${agent}`
const KEEP_SECONDS = 7 * 86_400

type Kept = Record<string, string[]>
const keptIn = (item: Item | undefined): Kept =>
  Object.fromEntries(Object.entries(item ?? {}).flatMap(([name, { SS }]) => (SS ? [[name, SS]] : [])))

const forget = async (agent: string, what: string, list: string, entries: string[]): Promise<void> => {
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: tableName(),
      Key: toItem({ pk: partition(agent), sk: what }),
      UpdateExpression: 'DELETE #list :entries',
      ExpressionAttributeNames: { '#list': list },
      ExpressionAttributeValues: { ':entries': { SS: entries } },
    }),
  )
}

/**
 * Adds a moment to one of the lists kept under `what`, and returns when the moments of each list were, oldest first. A list
 * forgets its oldest once it has twice as many as `most`. One write unit per KB of the lists; 20 moments take one.
 */
export const remember = async (
  agent: string,
  { what, list, moment, most }: { what: string; list: string; moment: Moment; most: number },
): Promise<Record<string, string[]>> => {
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName: tableName(),
      Key: toItem({ pk: partition(agent), sk: what }),
      UpdateExpression: 'ADD #list :entry SET expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#list': list },
      ExpressionAttributeValues: {
        ':entry': { SS: [entryOf(moment)] },
        ':expiresAt': { N: String(Math.floor(Date.parse(moment.at) / 1000) + KEEP_SECONDS) },
      },
      ReturnValues: 'ALL_NEW',
    }),
  )
  const kept = keptIn(Attributes)
  const entries = [...(kept[list] ?? [])].sort()
  if (entries.length > 2 * most) await forget(agent, what, list, entries.slice(0, -most))
  return timesIn(kept)
}

const timesIn = (kept: Kept): Record<string, string[]> =>
  Object.fromEntries(Object.entries(kept).map(([name, entries]) => [name, entries.map(atOf).sort()]))

/** The same without adding anything. */
export const recall = async (agent: string, what: string): Promise<Record<string, string[]>> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: tableName(), Key: toItem({ pk: partition(agent), sk: what }) }),
  )
  return timesIn(keptIn(item))
}

/** Under which name outcomes are kept: `failed` and `fine`. */
export const OUTCOMES = 'outcomes'
