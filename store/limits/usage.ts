// What agents report to have spent: every report once, and the sums that budgets read, in one transaction.
import { createHash } from 'node:crypto'
import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { type DaySpending, dollars, micros } from '#domain/limits/usage.ts'
import { queryAll } from '../kernel/query.ts'
import { AGAIN, retried } from '../kernel/retry.ts'
import { ContendedError } from '../kernel/run-command.ts'
import { dynamodb, fromItem, tableName, toItem } from '../kernel/table.ts'
import { runWrite } from './runs.ts'

export interface UsageReport {
  id: string
  agent: string
  /** The moment that it counts for. */
  at: string
  /** What counts, which may be less than what was reported. */
  costUsd: number
  /** What was reported beyond what its tokens can cost. */
  beyondUsd?: number | undefined
  /** By our own prices. */
  pricedUsd?: number | undefined
  inputTokens: number
  outputTokens: number
  cacheReadTokens: number
  session?: string | undefined
  run?: string | undefined
  provider?: string | undefined
  model?: string | undefined
}

const ALL = 'all'
/** The day of all agents is spread over so many items, since each takes the writes of a few hundred reports a second. */
const SHARDS = 4
const KEEP_REPORT_DAYS = 40
const KEEP_SUMS_DAYS = 400
const TRIES = 12

const partition = (scope: string): string => `usage/${scope}`
const hashed = (text: string): Buffer => createHash('sha256').update(text).digest()
const expiry = (at: string, days: number): number => Math.floor(Date.parse(at) / 1000) + days * 86_400

/** Adds to one item of sums, making it where it is missing. */
const add = (pk: string, sk: string, numbers: Record<string, number>, expiresAt: number) => {
  const entries = Object.entries(numbers)
  return {
    Update: {
      TableName: tableName(),
      Key: toItem({ pk, sk }),
      UpdateExpression: `ADD ${entries.map((_, index) => `#n${index} :n${index}`).join(', ')} SET expiresAt = :expiresAt`,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#n${index}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(entries.map(([, value], index) => [`:n${index}`, { N: String(value) }])),
        ':expiresAt': { N: String(expiresAt) },
      },
    },
  }
}

const ofRun = ({ inputTokens, outputTokens, cacheReadTokens, pricedUsd = 0 }: UsageReport) => ({
  tokens: inputTokens + outputTokens + cacheReadTokens,
  usd: pricedUsd,
})

const transaction = (report: UsageReport) => {
  const { agent, at, id } = report
  const scope = `agent:${agent}`
  const cost = micros(report.costUsd)
  const day = `day#${at.slice(0, 10)}`
  const id256 = hashed(id)
  const tokens = {
    inputTokens: report.inputTokens,
    outputTokens: report.outputTokens,
    cacheReadTokens: report.cacheReadTokens,
  }
  const item = {
    ...report,
    pk: partition(scope),
    sk: `report#${id256.toString('hex')}`,
    expiresAt: expiry(at, KEEP_REPORT_DAYS),
  }
  const until = expiry(at, KEEP_SUMS_DAYS)
  return [
    {
      Put: { TableName: tableName(), Item: toItem(item), ConditionExpression: 'attribute_not_exists(pk)' },
    },
    add(
      partition(scope),
      day,
      {
        usd: cost,
        calls: 1,
        [`hour${at.slice(11, 13)}`]: cost,
        ...tokens,
        ...(report.beyondUsd ? { capped: 1, beyond: micros(report.beyondUsd) } : {}),
      },
      until,
    ),
    add(partition(ALL), `${day}#${id256[0]! % SHARDS}`, { usd: cost, calls: 1 }, until),
    ...(report.run === undefined ? [] : [runWrite(agent, report.run, ofRun(report), at)]),
  ]
}

/**
 * Adds one report to the sums of its agent and of all; false when it was there already. One transaction of three items
 * under 1 KB: 6 write units.
 * @throws ContendedError when others won every time; nothing was added, and the same report may be sent again
 */
export const addUsage = async (report: UsageReport): Promise<boolean> => {
  const TransactItems = transaction(report)
  return retried(
    TRIES,
    async () => {
      try {
        await dynamodb.send(new TransactWriteItemsCommand({ TransactItems }))
        return true
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error
        const reasons = (error.CancellationReasons ?? []).map(({ Code }) => Code)
        if (reasons[0] === 'ConditionalCheckFailed') return false
        if (!reasons.includes('TransactionConflict')) throw error
        return AGAIN
      }
    },
    () => new ContendedError('the sums are being changed by others'),
  )
}

const parseDay = (flat: Record<string, string | number>): DaySpending => ({
  day: String(flat['sk']).slice('day#'.length, 'day#2026-01-01'.length),
  usd: dollars(Number(flat['usd'])),
  calls: Number(flat['calls']),
  hours: Object.fromEntries(
    Object.entries(flat).flatMap(([name, value]) =>
      /^hour\d\d$/.test(name) ? [[Number(name.slice(4)), dollars(Number(value))]] : [],
    ),
  ),
})

/**
 * The days on which something was spent, from `from` to `to` (both included), consistently. `scope` is `all` or `agent:NAME`;
 * the days of all come in several pieces. A day of an agent is about 500 bytes: a month costs 4 read units.
 */
export const daysOf = async (scope: string, from: string, to: string): Promise<DaySpending[]> => {
  const days: DaySpending[] = []
  const query = {
    KeyConditionExpression: 'pk = :scope AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':scope': { S: partition(scope) },
      ':from': { S: `day#${from}` },
      ':to': { S: `day#${to}~` },
    },
    ConsistentRead: true,
  }
  for await (const item of queryAll(query)) days.push(parseDay(fromItem(item)))
  return days
}
