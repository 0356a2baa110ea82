// Who a bearer token belongs to. Only the token's hash is kept, so that the table cannot give a token away.
import { createHash } from 'node:crypto'
import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { dynamodb, type Item, stateKey, tableName, toItem } from '../kernel/table.ts'
import { noteName } from './names.ts'

export const Credential = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('agent'),
    agent: z.string(),
    /** The Slack id of the person who answers for the agent, and so cannot approve its requests. */
    owner: z.string(),
    environment: z.string(),
    createdAt: z.string().optional(),
    revokedAt: z.string().optional(),
  }),
  z.object({
    kind: z.literal('operator'),
    operator: z.string(),
    /** Whose it is, as a Slack id: two tokens of one person are one person's word. */
    person: z.string().optional(),
    createdAt: z.string().optional(),
    revokedAt: z.string().optional(),
  }),
])
export type Credential = z.infer<typeof Credential>

/** SHA-256 is enough: tokens are long and random, so there is nothing to guess that a slow hash would protect. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

export const credentialKey = (tokenHash: string): Item => stateKey(`token/${tokenHash}`)

/** The credential of an item, or undefined when it was revoked. */
export const parseCredential = (flat: Record<string, string | number>): Credential | undefined => {
  const credential = Credential.parse(JSON.parse(String(flat['state'])))
  return credential.revokedAt ? undefined : credential
}

const itemOf = (token: string, credential: Credential): Item =>
  toItem({
    pk: `token/${hashToken(token)}`,
    sk: 'state',
    state: JSON.stringify(Credential.parse(credential)),
  })

/** An agent can be stopped by name before it is heard from. */
const noteAgent = async (credential: Credential): Promise<void> => {
  if (credential.kind === 'agent') await noteName({ kind: 'agent', name: credential.agent })
}

/** Gives a token to an agent or an operator, replacing whose it was before. */
export const putCredential = async (token: string, credential: Credential): Promise<void> => {
  await noteAgent(credential)
  await dynamodb.send(new PutItemCommand({ TableName: tableName(), Item: itemOf(token, credential) }))
}

/** The same unless the token is known already, so that one which was revoked stays so. */
export const putCredentialIfNew = async (token: string, credential: Credential): Promise<void> => {
  await noteAgent(credential)
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item: itemOf(token, credential),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
