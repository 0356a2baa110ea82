// The one item at which everybody who posts takes a turn. What is urgent is not held up by how many others write it.
import { setTimeout } from 'node:timers/promises'
import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import {
  type Ask,
  closeLine,
  Outbox,
  type SlackPace,
  type Turn,
  takeTurn,
  withoutPast,
  withRefusal,
} from '#domain/posting/outbox.ts'
import { dynamodb, fromItem, type Item, tableName, toItem } from '../kernel/table.ts'

const KEY: Item = toItem({ pk: 'outbox/slack', sk: 'lines' })

interface Kept {
  outbox: Outbox
  version: number
}

const keptIn = (item: Item | undefined): Kept => {
  const { lines, version } = item ? fromItem(item) : {}
  return { outbox: Outbox.parse(JSON.parse(String(lines ?? '{}'))), version: Number(version ?? 0) }
}

const read = async (): Promise<Kept> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: tableName(), Key: KEY, ConsistentRead: true }),
  )
  return keptIn(item)
}

/** The lines as they stand; 1 read unit. */
export const readOutbox = async (): Promise<Outbox> => (await read()).outbox

/** Undefined when it was written; what stood there when somebody else was first. */
const write = async ({ outbox, version }: Kept): Promise<Kept | undefined> => {
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: tableName(),
        Item: { ...KEY, ...toItem({ lines: JSON.stringify(outbox), version: version + 1 }) },
        ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
        ...(version === 0 ? {} : { ExpressionAttributeValues: { ':version': { N: String(version) } } }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return undefined
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return error.Item ? keptIn(error.Item) : await read()
  }
}

/** What is urgent does not wait long for the others who write here. */
const TRIES = { urgent: 4, incidents: 8, rest: 8 } as const
const BUSY_MS = 2_000

/**
 * Takes a turn for a post: 1 read unit and 1 write unit. When too many write at once, what is urgent goes all the same
 * (Slack itself would say no), and the others come again in a moment.
 */
export const turnFor = async (ask: Ask, pace: SlackPace): Promise<Turn> => {
  let kept = await read()
  for (let attempt = 0; attempt < TRIES[ask.lane]; attempt++) {
    const { outbox, turn } = takeTurn(kept.outbox, ask, pace)
    const other = await write({ outbox: withoutPast(outbox, ask.now), version: kept.version })
    if (!other) return turn
    kept = other
    await setTimeout(Math.random() * 10 * 2 ** attempt)
  }
  return ask.lane === 'urgent' ? { go: true, refused: false } : { go: false, place: ask.now + BUSY_MS }
}

const change = async (to: (outbox: Outbox) => Outbox, now: number): Promise<void> => {
  let kept = await read()
  for (let attempt = 0; attempt < TRIES.rest; attempt++) {
    const other = await write({ outbox: withoutPast(to(kept.outbox), now), version: kept.version })
    if (!other) return
    kept = other
  }
}

/** Notes that Slack asked for silence in a line until then; among too many who write, Slack will say it again. */
export const closeFor = (line: string, now: number, until: number): Promise<void> =>
  change((outbox) => closeLine(outbox, line, until), now)

/** Notes that Slack refuses what is posted in a channel, or (undefined) that it takes it again. */
export const noteRefused = (line: string, now: number, code: string | undefined): Promise<void> =>
  change(
    (outbox) => withRefusal(outbox, line, code ? { code, since: new Date(now).toISOString() } : undefined),
    now,
  )
