// Revoking an agent's tokens: the record and the credentials change together, so that what is on record holds.
import { revocation } from '#domain/kill-switch/revocation.ts'
import type { Actor } from '#domain/shared/actor.ts'
import type { Refusal } from '#domain/shared/decider.ts'
import { tokensSeenOf } from '../agent/agents.ts'
import { credentialKey, parseCredential } from '../agent/credentials.ts'
import { readMany } from '../kernel/read-many.ts'
import { runCommand } from '../kernel/run-command.ts'
import { fromItem, tableName, toItem } from '../kernel/table.ts'

/** More than any agent uses at a time; a transaction takes 100 items. */
const MOST = 20

export interface RevokeRequest {
  agent: string
  by: Actor
  mayAct: boolean
  now: string
}

/** Revokes every token that this agent was seen with. From its commit on, each is refused like one that never was. */
export const revokeTokens = async (
  { agent, by, mayAct, now }: RevokeRequest,
  requestId: string,
): Promise<Refusal | undefined> => {
  const seen = await tokensSeenOf(agent)
  const hashes = seen
    .sort((a, b) => (a.seenAt > b.seenAt ? -1 : 1))
    .slice(0, MOST)
    .map(({ tokenHash }) => tokenHash)
  const valid = hashes.length > 0 ? await validCredentials(hashes) : new Map<string, string>()
  const { refusal } = await runCommand(
    revocation,
    agent,
    { now, by, mayAct, agent, tokens: hashes },
    {
      requestId,
      alongside: ({ revoked: before }, { revoked }) =>
        revoked
          .filter((hash) => !before.includes(hash) && valid.has(hash))
          .map((hash) => ({
            Put: {
              TableName: tableName(),
              Item: toItem({ pk: `token/${hash}`, sk: 'state', state: withdrawn(valid.get(hash)!, now) }),
            },
          })),
    },
  )
  return refusal
}

const withdrawn = (state: string, now: string): string =>
  JSON.stringify({ ...(JSON.parse(state) as object), revokedAt: now })

/** The credentials behind these hashes as they are stored, without those that are revoked already. */
const validCredentials = async (hashes: string[]): Promise<Map<string, string>> => {
  const items = await readMany(hashes.map(credentialKey))
  return new Map(
    items
      .map(fromItem)
      .flatMap((flat): [string, string][] =>
        parseCredential(flat) ? [[String(flat['pk']).slice('token/'.length), String(flat['state'])]] : [],
      ),
  )
}
