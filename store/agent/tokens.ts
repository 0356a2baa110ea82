// Every token there is, as far as anybody may know it: whose, since when, and an id to revoke it by. For operators, never for a request.
import { revocation } from '#domain/kill-switch/revocation.ts'
import type { Actor } from '#domain/shared/actor.ts'
import { runCommand } from '../kernel/run-command.ts'
import { scanTable } from '../kernel/scan.ts'
import { fromItem, tableName, toItem } from '../kernel/table.ts'
import { Credential } from './credentials.ts'

export interface KnownToken {
  /** The beginning of the token's hash: it says nothing about the token. */
  id: string
  hash: string
  credential: Credential
}

const ID_LENGTH = 12
const PREFIX = 'token/'

/** All of them, those that are revoked too, in the order of their names. Reads the whole table. */
export const listTokens = async (): Promise<KnownToken[]> => {
  const found: KnownToken[] = []
  for await (const item of scanTable()) {
    const { pk, state } = fromItem(item)
    if (typeof pk !== 'string' || !pk.startsWith(PREFIX)) continue
    const hash = pk.slice(PREFIX.length)
    found.push({
      id: hash.slice(0, ID_LENGTH),
      hash,
      credential: Credential.parse(JSON.parse(String(state))),
    })
  }
  return found.sort((a, b) => (nameOf(a.credential) < nameOf(b.credential) ? -1 : 1))
}

export const nameOf = (credential: Credential): string =>
  credential.kind === 'agent' ? credential.agent : credential.operator

/** Revokes one token; from the commit on it is refused like one that never was. False when it was revoked already. */
export const revokeToken = async (
  { hash, credential }: KnownToken,
  { by, now, requestId }: { by: Actor; now: string; requestId: string },
): Promise<boolean> => {
  const name = nameOf(credential)
  const whose = credential.kind === 'agent' ? { agent: name } : { operator: name }
  const { events } = await runCommand(
    revocation,
    credential.kind === 'agent' ? name : `operator:${name}`,
    { now, by, mayAct: true, ...whose, tokens: [hash] },
    {
      requestId,
      alongside: () => [
        {
          Put: {
            TableName: tableName(),
            Item: toItem({
              pk: `${PREFIX}${hash}`,
              sk: 'state',
              state: JSON.stringify({ ...credential, revokedAt: now }),
            }),
          },
        },
      ],
    },
  )
  return events.length > 0
}
