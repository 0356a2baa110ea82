// Which agents there are and when each was last heard: one small item per agent and token, written at most twice a minute.
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { errorFields, log } from '#telemetry/log.ts'
import { queryAll, startingWith } from '../kernel/query.ts'
import { dynamodb, fromItem, type Item, tableName, toItem } from '../kernel/table.ts'
import type { Credential } from './credentials.ts'

const SeenAgent = z.object({
  agent: z.string(),
  owner: z.string(),
  environment: z.string(),
  /** Which token it came with, so that the token can be revoked by the agent's name. */
  tokenHash: z.string(),
  seenAt: z.string(),
})
export type SeenAgent = z.infer<typeof SeenAgent>

const EVERY_MS = 30_000
const SEEN = 'seen'
const noted = new Map<string, number>()

/**
 * Notes that an agent was heard from: one write unit (and one in the index), at most once in 30 s for each token and
 * container. Never throws and takes 300 ms at most: an agent must not be refused because this could not be written.
 */
export const noteSeen = async (
  { agent, owner, environment }: Extract<Credential, { kind: 'agent' }>,
  tokenHash: string,
): Promise<void> => {
  const now = Date.now()
  if (now - (noted.get(tokenHash) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return
  noted.set(tokenHash, now)
  const seenAt = new Date(now).toISOString()
  const seen: SeenAgent = { agent, owner, environment, tokenHash, seenAt }
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item: toItem({
          pk: `agent/${agent}`,
          sk: `seen#${tokenHash}`,
          ...seen,
          queuePk: SEEN,
          queueSk: `${seenAt}#${agent}`,
        }),
      }),
      { abortSignal: AbortSignal.timeout(300) },
    )
  } catch (error) {
    noted.delete(tokenHash)
    log.warn('agent.not-noted', { agent, ...errorFields(error) })
  }
}

const parse = (item: Item): SeenAgent => SeenAgent.parse(fromItem(item))

/** Every agent heard from at or after `since` (all of them for ''), with its latest token; eventually consistent. */
export const agentsSeenSince = async (since: string): Promise<SeenAgent[]> => {
  const latest = new Map<string, SeenAgent>()
  const query = {
    IndexName: 'queue',
    KeyConditionExpression: 'queuePk = :seen AND queueSk >= :since',
    ExpressionAttributeValues: { ':seen': { S: SEEN }, ':since': { S: since || '0' } },
  }
  // The index is in the order of time, so the last one of an agent is its latest.
  for await (const item of queryAll(query)) {
    const seen = parse(item)
    latest.set(seen.agent, seen)
  }
  return [...latest.values()]
}

/** The tokens that this agent has used, newest or not, as they were last seen (consistent). */
export const tokensSeenOf = async (agent: string): Promise<SeenAgent[]> => {
  const seen: SeenAgent[] = []
  for await (const item of queryAll(startingWith(`agent/${agent}`, 'seen#'))) seen.push(parse(item))
  return seen
}
