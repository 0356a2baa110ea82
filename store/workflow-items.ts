// What a workflow has to remember beside its stream: the task token that it waits with, and the card that it keeps up to date.
import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { dynamodb, fromItem, tableName, toItem } from './kernel/table.ts'

const read = async (stream: string, sk: string): Promise<Record<string, string | number> | undefined> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({
      TableName: tableName(),
      Key: toItem({ pk: stream, sk }),
      ConsistentRead: true,
    }),
  )
  return item && fromItem(item)
}

/** `workflow` names whose wait it is, since two workflows may follow one stream. */
export const putTaskToken = async (stream: string, workflow: string, token: string): Promise<void> => {
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName(),
      Item: toItem({ pk: stream, sk: `token#${workflow}`, value: JSON.stringify(token) }),
    }),
  )
}

export const readTaskToken = async (stream: string, workflow: string): Promise<string | undefined> => {
  const item = await read(stream, `token#${workflow}`)
  return item && z.string().parse(JSON.parse(String(item['value'])))
}

/** Where a card is and how far its thread has come. Each field says one thing. */
const Card = z.object({
  channel: z.string(),
  /** Slack's name for the posted card. */
  ts: z.string().optional(),
  /** The last event that the thread has a note of. */
  postedSeq: z.int(),
  /** A post that may be in Slack without our knowing its `ts`: the card's (0) or this event's note. Until then only `by` may post it. */
  attempt: z.object({ seq: z.int(), until: z.string(), by: z.string() }).optional(),
  /** Nothing is posted before this. */
  postAfter: z.string().optional(),
  /** Slack refused it in the channel where it belongs, at this time. */
  refusedAt: z.string().optional(),
})
export type Card = z.infer<typeof Card>

/** As cards were written before they had a version. A card without `ts` may have been posted, whatever else stands there. */
const OldCard = z
  .object({
    channel: z.string(),
    ts: z.string().optional(),
    told: z.int(),
    telling: z.int().optional(),
    notBefore: z.string().optional(),
  })
  .transform(({ channel, ts, told, telling, notBefore }): Card => {
    const seq = ts === undefined ? 0 : telling
    return {
      channel,
      ...(ts === undefined ? {} : { ts }),
      postedSeq: told,
      ...(seq === undefined ? {} : { attempt: { seq, until: '', by: '' } }),
      ...(notBefore === undefined ? {} : { postAfter: notBefore }),
    }
  })
const StoredCard = z.union([Card, OldCard])

export interface KeptCard {
  card: Card
  /** 0 while there is none, or an old one. */
  version: number
}

/** Somebody else has written the card since it was read. */
export class CardMoved extends Error {
  override name = 'CardMoved'
}

export const readKeptCard = async (stream: string, workflow: string): Promise<KeptCard | undefined> => {
  const item = await read(stream, `card#${workflow}`)
  if (!item) return undefined
  return { card: StoredCard.parse(JSON.parse(String(item['value']))), version: Number(item['version'] ?? 0) }
}

/** For whoever only wants to know where the card is. */
export const readCard = async (stream: string, workflow: string): Promise<Card | undefined> =>
  (await readKeptCard(stream, workflow))?.card

/**
 * Writes the card over the `version` that was read; 1 write unit.
 * @throws CardMoved when that is no longer the one that stands there
 */
export const putCard = async (
  stream: string,
  workflow: string,
  card: Card,
  version: number,
): Promise<KeptCard> => {
  const next = version + 1
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item: toItem({ pk: stream, sk: `card#${workflow}`, value: JSON.stringify(card), version: next }),
        ConditionExpression: version === 0 ? 'attribute_not_exists(version)' : 'version = :version',
        ...(version === 0 ? {} : { ExpressionAttributeValues: { ':version': { N: String(version) } } }),
      }),
    )
  } catch (error) {
    // An answer may have been lost and the SDK have tried again: then it is our own write that stands there.
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    const now = await readKeptCard(stream, workflow)
    if (now?.version !== next || JSON.stringify(now.card) !== JSON.stringify(card))
      throw new CardMoved(`${stream} card#${workflow}`)
  }
  return { card, version: next }
}
