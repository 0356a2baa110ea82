// What each run has taken in a UTC day, and which runs are paused until it ends: an agent that never changes its run's name is not stopped for good.
import { createHash } from 'node:crypto'
import { GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { endOf } from '#domain/limits/budget.ts'
import type { PausedRun, RunSums } from '#domain/limits/run.ts'
import { dayOf, dollars, micros } from '#domain/limits/usage.ts'
import { dynamodb, fromItem, type Item, tableName, toItem } from '../kernel/table.ts'

const KEEP_SECONDS = 3 * 86_400
const expiry = (now: string): { N: string } => ({
  N: String(Math.floor(Date.parse(now) / 1000) + KEEP_SECONDS),
})
const partition = (agent: string): string => `run/${agent}`
const hashed = (run: string): string => createHash('sha256').update(run).digest('hex').slice(0, 32)
const keyOf = (agent: string, run: string, at: string): Item =>
  toItem({ pk: partition(agent), sk: `sums#${dayOf(at)}#${hashed(run)}` })

const sumsOf = (item: Item = {}): RunSums => {
  const { steps = 0, tokens = 0, usd = 0 } = fromItem(item)
  return { steps: Number(steps), tokens: Number(tokens), usd: dollars(Number(usd)) }
}

/** Counts one step of a run, and says what the run has taken with it. One write unit. */
export const countStep = async (agent: string, run: string, now: string): Promise<RunSums> => {
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName: tableName(),
      Key: keyOf(agent, run, now),
      UpdateExpression: 'ADD steps :one SET expiresAt = :expiresAt',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':expiresAt': expiry(now) },
      ReturnValues: 'ALL_NEW',
    }),
  )
  return sumsOf(Attributes)
}

/** The write that adds tokens and dollars to a run, for the transaction of the report that they come from. */
export const runWrite = (
  agent: string,
  run: string,
  { tokens, usd }: Omit<RunSums, 'steps'>,
  at: string,
) => ({
  Update: {
    TableName: tableName(),
    Key: keyOf(agent, run, at),
    UpdateExpression: 'ADD tokens :tokens, usd :usd SET expiresAt = :expiresAt',
    ExpressionAttributeValues: {
      ':tokens': { N: String(tokens) },
      ':usd': { N: String(micros(usd)) },
      ':expiresAt': expiry(at),
    },
  },
})

/** What a run has taken on the day of `at`, consistently. */
export const runSums = async (agent: string, run: string, at: string): Promise<RunSums> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: tableName(), Key: keyOf(agent, run, at), ConsistentRead: true }),
  )
  return sumsOf(item)
}

/** Notes that a run is paused; noting it again changes nothing that anybody sees. */
export const putPausedRun = async (
  agent: string,
  { run, reason, since }: Omit<PausedRun, 'until'>,
): Promise<void> => {
  const until = endOf(since).day
  const item = toItem({ pk: partition(agent), sk: `paused#${hashed(run)}`, run, reason, since, until })
  await dynamodb.send(
    new PutItemCommand({ TableName: tableName(), Item: { ...item, expiresAt: expiry(since) } }),
  )
}

/** With more, nobody reads them; the gate counts every one by itself. */
const MOST_SHOWN = 50

/** The runs of an agent that are paused at `now`, consistently. Half a unit where there is none. */
export const pausedRuns = async (agent: string, now: string): Promise<PausedRun[]> => {
  const { Items: items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :runs AND begins_with(sk, :paused)',
      ExpressionAttributeValues: { ':runs': { S: partition(agent) }, ':paused': { S: 'paused#' } },
      ConsistentRead: true,
      Limit: MOST_SHOWN,
    }),
  )
  return items
    .map(fromItem)
    .map(({ run, reason, since, until }) => ({
      run: String(run),
      reason: String(reason),
      since: String(since),
      until: String(until),
    }))
    .filter(({ until }) => now < until)
}
