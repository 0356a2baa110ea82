// The posture item: each fact is an attribute of its own, written by the one decider that it belongs to, in that decider's transaction.
import { BatchGetItemCommand, GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { released, SwitchFacts } from '#domain/kill-switch-state.ts'
import type { Posture } from '#domain/posture.ts'
import { type Credential, credentialKey, parseCredential } from './credentials.ts'
import { dynamodb, fromItem, stateKey, tableName } from './table.ts'

const POSTURE = 'posture/posture'

const parsePosture = (flat: Record<string, string | number> = {}): Posture => {
  const open = Object.entries(flat).flatMap(([name, value]) =>
    name.startsWith('severity#') ? [Number(value)] : [],
  )
  const named = (prefix: string) =>
    Object.keys(flat).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
  return {
    killSwitch: flat['killSwitch'] ? SwitchFacts.parse(JSON.parse(String(flat['killSwitch']))) : released,
    severity: open.length > 0 ? Math.min(...open) : 0,
    freeze: named('freeze#').length > 0,
    exhausted: named('exhausted#'),
  }
}

/**
 * What a gate call needs to know, in one consistent batch read (1 unit for the posture and 1 for the credential):
 * the facts of the moment, and whose token this is. An unknown or revoked token gives no credential.
 * @throws when the table cannot be read, or leaves part of the batch unread three times
 */
export const readMoment = async (
  tokenHash: string,
): Promise<{ posture: Posture; credential: Credential | undefined }> => {
  let keys = [stateKey(POSTURE), credentialKey(tokenHash)]
  const found = []
  for (let attempt = 0; attempt < 3 && keys.length > 0; attempt++) {
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [tableName()]: { Keys: keys, ConsistentRead: true } } }),
    )
    found.push(...(Responses?.[tableName()] ?? []))
    keys = UnprocessedKeys?.[tableName()]?.Keys ?? []
  }
  if (keys.length > 0) throw new Error('the table left a consistent read unfinished')
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
 * The write that puts one fact into the posture, for the transaction of the decider that it follows from. It has no
 * condition of its own: the decider's version already orders its writes, and nobody else writes this attribute.
 */
export const postureWrite = (fact: string, value: string | number | undefined): TransactWriteItem => ({
  Update: {
    TableName: tableName(),
    Key: stateKey(POSTURE),
    UpdateExpression: value === undefined ? 'REMOVE #fact' : 'SET #fact = :value',
    ExpressionAttributeNames: { '#fact': fact },
    ...(value === undefined
      ? {}
      : {
          ExpressionAttributeValues: {
            ':value': typeof value === 'number' ? { N: String(value) } : { S: value },
          },
        }),
  },
})
