// The posture: the facts of the moment in one small item, read consistently before every decision and never condition-checked by one.
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb'
import { Posture } from '#domain/posture.ts'
import { type Credential, credentialKey, parseCredential } from './credentials.ts'
import { dynamodb, fromItem, stateKey, tableName } from './table.ts'

export const POSTURE = 'posture/posture'

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
  const posture = flat.find((item) => item['pk'] === POSTURE)
  const credential = flat.find((item) => item['pk'] !== POSTURE)
  return {
    posture: posture ? Posture.parse(JSON.parse(String(posture['state']))) : Posture.parse({}),
    credential: credential && parseCredential(credential),
  }
}
