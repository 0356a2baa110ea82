// Alerts in the table: each delivery its own stream, so that a thousand at once never meet, and what is remembered of each fingerprint.
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb'
import { ALERTS_PER_RECORD, type Alert, alertDelivery } from '#domain/incident/alert.ts'
import { system } from '#domain/shared/actor.ts'
import { runCommand } from '../kernel/run-command.ts'
import { dynamodb, fromItem, type Item, tableName, toItem } from '../kernel/table.ts'

/** Long enough for any order in which two deliveries may be worked off. */
const REMEMBERED_SECONDS = 7 * 86_400

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )

/**
 * Records a delivery, once: how many of its alerts were new. When it returns, all of them are in the table.
 * `id` is what tells deliveries apart, at most 200 characters.
 * @throws ContendedError and the SDK's errors; the same delivery may then be sent again
 */
export const recordAlerts = async (
  { id, source, alerts }: { id: string; source: string; alerts: readonly Alert[] },
  { now, requestId }: { now: string; requestId: string },
): Promise<number> => {
  const together = Object.values(Object.groupBy(alerts, ({ group, status }) => `${status} ${group}`))
  const records = together.flatMap((part) => chunks(part ?? [], ALERTS_PER_RECORD))
  const recorded = await Promise.all(
    records.map((part, index) =>
      runCommand(
        alertDelivery,
        `${id}-${index}`,
        { at: now, by: system(source), alerts: part },
        { requestId, fresh: true },
      ),
    ),
  )
  return recorded.flatMap(({ events }) => events).reduce((sum, event) => sum + event.alerts.length, 0)
}

const readItems = async (keys: readonly Item[]): Promise<Record<string, string | number>[]> => {
  const found: Item[] = []
  for (const part of chunks(keys, 100)) {
    let left: Item[] = part
    for (let attempt = 0; attempt < 3 && left.length > 0; attempt++) {
      const { Responses, UnprocessedKeys } = await dynamodb.send(
        new BatchGetItemCommand({ RequestItems: { [tableName()]: { Keys: left, ConsistentRead: true } } }),
      )
      found.push(...(Responses?.[tableName()] ?? []))
      left = UnprocessedKeys?.[tableName()]?.Keys ?? []
    }
    if (left.length > 0) throw new Error('the table left a consistent read unfinished')
  }
  return found.map(fromItem)
}

const joinedKey = (stream: string): Item => toItem({ pk: stream, sk: 'joined' })
const fingerprintKey = (fingerprint: string, sk: 'incident' | 'resolved'): Item =>
  toItem({ pk: `alert-fingerprint/${fingerprint}`, sk })
const fingerprintOf = (item: Record<string, string | number>): string =>
  String(item['pk']).slice('alert-fingerprint/'.length)

/** The deliveries among these that have joined their incident already, each with that incident. */
export const joinedAmong = async (streams: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (await readItems([...new Set(streams)].map(joinedKey))).map(({ pk, incident }) => [
      String(pk),
      String(incident),
    ]),
  )

/** The last incident of each fingerprint that had one. */
export const incidentsOf = async (fingerprints: Iterable<string>): Promise<Map<string, string>> => {
  const items = await readItems([...new Set(fingerprints)].map((each) => fingerprintKey(each, 'incident')))
  return new Map(items.map((item) => [fingerprintOf(item), String(item['incident'])]))
}

/** When each fingerprint was last said to be resolved. */
export const resolvedAmong = async (fingerprints: Iterable<string>): Promise<Map<string, string>> => {
  const items = await readItems([...new Set(fingerprints)].map((each) => fingerprintKey(each, 'resolved')))
  return new Map(items.map((item) => [fingerprintOf(item), String(item['at'])]))
}

/** Remembers the latest resolution, so that a firing from before it, worked off later, does not stay open. */
export const rememberResolved = async (fingerprint: string, at: string): Promise<void> => {
  const Item = {
    ...fingerprintKey(fingerprint, 'resolved'),
    ...toItem({ at, expiresAt: Math.floor(Date.parse(at) / 1000) + REMEMBERED_SECONDS }),
  }
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item,
        ConditionExpression: 'attribute_not_exists(pk) OR #at < :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': { S: at } },
      }),
    )
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}

/** For the transaction that attaches: these deliveries never join again, and their fingerprints lead to this incident. */
export const joining = (
  incident: string,
  streams: readonly string[],
  fingerprints: readonly string[],
): TransactWriteItem[] => [
  ...streams.map((stream) => ({
    Put: {
      TableName: tableName(),
      Item: { ...joinedKey(stream), ...toItem({ incident }) },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  })),
  ...fingerprints.map((fingerprint) => ({
    Put: {
      TableName: tableName(),
      Item: { ...fingerprintKey(fingerprint, 'incident'), ...toItem({ incident }) },
    },
  })),
]
