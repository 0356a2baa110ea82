// What a workflow has to remember beside its stream: the task token that it waits with, and the card that it keeps up to date.
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { dynamodb, fromItem, tableName, toItem } from './kernel/table.ts'

const put = async (stream: string, sk: string, value: unknown): Promise<void> => {
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName(),
      Item: toItem({ pk: stream, sk, value: JSON.stringify(value) }),
    }),
  )
}

const get = async <T>(stream: string, sk: string, schema: z.ZodType<T>): Promise<T | undefined> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({
      TableName: tableName(),
      Key: toItem({ pk: stream, sk }),
      ConsistentRead: true,
    }),
  )
  return item && schema.parse(JSON.parse(String(fromItem(item)['value'])))
}

/** `workflow` names whose wait it is, since two workflows may follow one stream. */
export const putTaskToken = (stream: string, workflow: string, token: string): Promise<void> =>
  put(stream, `token#${workflow}`, token)

export const readTaskToken = (stream: string, workflow: string): Promise<string | undefined> =>
  get(stream, `token#${workflow}`, z.string())

/**
 * `ts` is missing while a post was tried whose answer never came; `told` is the last event that the thread knows, and
 * `telling` one whose post was tried. `notBefore` is when Slack, which asked for a pause, may be called again.
 */
const Card = z.strictObject({
  channel: z.string(),
  ts: z.string().optional(),
  told: z.int().default(0),
  telling: z.int().optional(),
  notBefore: z.string().optional(),
})
export type Card = z.infer<typeof Card>

export const putCard = (stream: string, workflow: string, card: Card): Promise<void> =>
  put(stream, `card#${workflow}`, card)

export const readCard = (stream: string, workflow: string): Promise<Card | undefined> =>
  get(stream, `card#${workflow}`, Card)
