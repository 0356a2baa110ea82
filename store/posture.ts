// The posture item: each fact is an attribute of its own, written by the one decider that it belongs to, in that decider's transaction.
import { type AttributeValue, GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { released, SwitchFacts } from '#domain/kill-switch/state.ts'
import { Span } from '#domain/limits/budget.ts'
import type { Posture } from '#domain/posture.ts'
import { tolerant } from '#domain/shared/tolerant.ts'
import { type Credential, credentialKey, parseCredential } from './agent/credentials.ts'
import { readMany } from './kernel/read-many.ts'
import { dynamodb, fromItem, stateKey, tableName } from './kernel/table.ts'

const POSTURE = 'posture/posture'
/** Followed by the scope of the budget. */
export const EXHAUSTED = 'exhausted#'
const Spans = z.array(Span)

const parsePosture = (flat: Record<string, string | number> = {}): Posture => {
  const open = Object.entries(flat).flatMap(([name, value]) =>
    name.startsWith('severity#') ? [Number(value)] : [],
  )
  const named = (prefix: string) =>
    Object.keys(flat).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
  return {
    killSwitch: flat['killSwitch']
      ? tolerant(SwitchFacts).parse(JSON.parse(String(flat['killSwitch'])))
      : released,
    severity: open.length > 0 ? Math.min(...open) : 0,
    freeze: named('freeze#').length > 0,
    exhausted: named(EXHAUSTED).flatMap((scope) =>
      tolerant(Spans)
        .parse(JSON.parse(String(flat[`${EXHAUSTED}${scope}`])))
        .map((window) => ({ scope, ...window })),
    ),
  }
}

/**
 * What a gate call needs to know, in one consistent batch read (1 unit for the posture and 1 for the credential):
 * the facts of the moment, and whose token this is. An unknown or revoked token gives no credential.
 * @throws as `readMany` does
 */
export const readMoment = async (
  tokenHash: string,
): Promise<{ posture: Posture; credential: Credential | undefined }> => {
  const found = await readMany([stateKey(POSTURE), credentialKey(tokenHash)])
  const flat = found.map(fromItem)
  const credential = flat.find((item) => item['pk'] !== POSTURE)
  return {
    posture: parsePosture(flat.find((item) => item['pk'] === POSTURE)),
    credential: credential && parseCredential(credential),
  }
}

/** The posture alone, consistently. */
export const readPosture = async (): Promise<Posture> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: tableName(), Key: stateKey(POSTURE), ConsistentRead: true }),
  )
  return parsePosture(item && fromItem(item))
}

/**
 * The write that puts facts into the posture (undefined takes one out), for the transaction of the decider that they
 * follow from. It has no condition of its own: the decider's version already orders its writes, and nobody else writes
 * these attributes. A transaction writes an item once, so a decider with several facts names them together.
 */
export const postureWrites = (facts: Record<string, string | number | undefined>): TransactWriteItem => {
  const names: Record<string, string> = {}
  const values: Record<string, AttributeValue> = {}
  const set: string[] = []
  const remove: string[] = []
  for (const [index, [fact, value]] of Object.entries(facts).entries()) {
    names[`#fact${index}`] = fact
    if (value === undefined) remove.push(`#fact${index}`)
    else {
      set.push(`#fact${index} = :value${index}`)
      values[`:value${index}`] = typeof value === 'number' ? { N: String(value) } : { S: value }
    }
  }
  return {
    Update: {
      TableName: tableName(),
      Key: stateKey(POSTURE),
      UpdateExpression: [
        ...(set.length > 0 ? [`SET ${set.join(', ')}`] : []),
        ...(remove.length > 0 ? [`REMOVE ${remove.join(', ')}`] : []),
      ].join(' '),
      ExpressionAttributeNames: names,
      ...(set.length > 0 ? { ExpressionAttributeValues: values } : {}),
    },
  }
}

/** The same for one fact. */
export const postureWrite = (fact: string, value: string | number | undefined): TransactWriteItem =>
  postureWrites({ [fact]: value })
