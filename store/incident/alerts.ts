// Alerts in the table: each delivery its own stream, so that a thousand at once never meet, and what is remembered of each fingerprint.
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import {
  ALERTS_PER_RECORD,
  type Alert,
  type AlertsRefused,
  alertDelivery,
  REFUSALS_NAMED,
} from '#domain/incident/alert.ts'
import type { Resolution } from '#domain/incident/commands.ts'
import { system } from '#domain/shared/actor.ts'
import { Instant } from '#domain/shared/time.ts'
import { readMany } from '../kernel/read-many.ts'
import { runCommand } from '../kernel/run-command.ts'
import { dynamodb, fromItem, type Item, tableName, toItem } from '../kernel/table.ts'
import { claimKey } from './incidents.ts'

/** Long enough for any order in which two deliveries may be worked off. */
const REMEMBERED_SECONDS = 7 * 86_400
/** Records of one delivery that are written side by side. */
const AT_ONCE = 25

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
  const recorded = []
  for (const [turn, some] of chunks(records, AT_ONCE).entries())
    recorded.push(
      ...(await Promise.all(
        some.map((part, index) =>
          runCommand(
            alertDelivery,
            `${id}-${turn * AT_ONCE + index}`,
            { at: now, by: system(source), alerts: part },
            { requestId, fresh: true },
          ),
        ),
      )),
    )
  return recorded
    .flatMap(({ events }) => events)
    .reduce((sum, event) => sum + ('alerts' in event ? event.alerts.length : 0), 0)
}

/** Records what of a delivery could not be taken, once. */
export const recordRefusals = async (
  { id, source, problems }: { id: string; source: string; problems: AlertsRefused['problems'] },
  { now, requestId }: { now: string; requestId: string },
): Promise<void> => {
  const count = new Set(problems.map(({ index }) => index)).size
  await runCommand(
    alertDelivery,
    `${id}-refused`,
    { at: now, by: system(source), count, problems: problems.slice(0, REFUSALS_NAMED) },
    { requestId, fresh: true },
  )
}

const readItems = async (keys: readonly Item[]): Promise<Record<string, string | number>[]> =>
  (await readMany(keys)).map(fromItem)

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

const RememberedResolution = z.object({
  at: Instant,
  startsAt: Instant.optional(),
  saidAt: Instant.optional(),
})

/** The last word that each fingerprint is over. */
export const resolvedAmong = async (fingerprints: Iterable<string>): Promise<Map<string, Resolution>> => {
  const items = await readItems([...new Set(fingerprints)].map((each) => fingerprintKey(each, 'resolved')))
  return new Map(
    items.map((item) => {
      const fingerprint = fingerprintOf(item)
      return [fingerprint, { fingerprint, ...RememberedResolution.parse(item) }]
    }),
  )
}

/** Remembers the latest resolution, so that a firing from before it, worked off later, does not stay open. */
export const rememberResolved = async (resolution: Resolution): Promise<void> => {
  const { fingerprint, at, startsAt, saidAt } = resolution
  const order = saidAt !== undefined && saidAt < at ? saidAt : at
  const Item = {
    ...fingerprintKey(fingerprint, 'resolved'),
    ...toItem({
      at,
      startsAt,
      saidAt,
      saidOrder: order,
      expiresAt: Math.floor(Date.parse(at) / 1000) + REMEMBERED_SECONDS,
    }),
  }
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item,
        ConditionExpression:
          'attribute_not_exists(pk) OR saidOrder < :order OR (attribute_not_exists(saidOrder) AND #at < :order)',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':order': { S: order } },
      }),
    )
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}

/** Under which an incident holds a group of alerts. */
export const groupClaim = (group: string): string => `alerts#${group}`

/** For the transaction that attaches: these deliveries never join again; their fingerprints, and groups, lead to this incident. */
export const joining = (
  incident: string,
  streams: readonly string[],
  fingerprints: readonly string[],
  groups: readonly string[] = [],
): TransactWriteItem[] => [
  ...groups.map((group) => ({
    Put: { TableName: tableName(), Item: { ...claimKey(groupClaim(group)), ...toItem({ incident }) } },
  })),
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
