// A small item of an agent's with maps of what counts at the moment, changed by DynamoDB itself: parallel asks never wait for each other.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { ContendedError } from '../kernel/run-command.ts'
import { dynamodb, type Item, tableName, toItem } from '../kernel/table.ts'

export interface Tally {
  agent: string
  name: string
  /** What the item holds at first: only paths below a map that exists can be set. */
  initial: Item
}

export interface Change {
  set?: readonly string[]
  remove?: readonly string[]
  add?: string
  condition: string
  names?: Record<string, string>
  values?: Record<string, AttributeValue>
}

const KEEP_SECONDS = 2 * 86_400
const keyOf = ({ agent, name }: Tally): Item => toItem({ pk: `rate/${agent}`, sk: name })

/** Whether the change was made; nothing is changed where its condition does not hold. */
const change = async (
  tally: Tally,
  { set = [], remove = [], add, condition, names = {}, values = {} }: Change,
  now: string,
): Promise<boolean> => {
  try {
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: tableName(),
        Key: keyOf(tally),
        UpdateExpression: [
          `SET ${['expiresAt = :expiresAt', ...set].join(', ')}`,
          ...(remove.length > 0 ? [`REMOVE ${remove.join(', ')}`] : []),
          ...(add ? [`ADD ${add}`] : []),
        ].join(' '),
        ConditionExpression: condition,
        ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
        ExpressionAttributeValues: {
          ...values,
          ':expiresAt': { N: String(Math.floor(Date.parse(now) / 1000) + KEEP_SECONDS) },
        },
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

const read = async (tally: Tally): Promise<Item> => {
  const { Item: item = {} } = await dynamodb.send(
    new GetItemCommand({ TableName: tableName(), Key: keyOf(tally), ConsistentRead: true }),
  )
  return item
}

const begin = (tally: Tally, now: string): Promise<boolean> => {
  const entries = Object.entries(tally.initial)
  const values = Object.fromEntries(entries.map(([, value], index) => [`:i${index}`, value]))
  const set = entries.map(([name], index) => `${name} = :i${index}`)
  return change(tally, { set, condition: `attribute_not_exists(${entries[0]![0]})`, values }, now)
}

/** The texts of one of the item's maps. */
export const mapOf = (item: Item, map: string): Map<string, string> =>
  new Map(Object.entries(item[map]?.M ?? {}).map(([id, value]) => [id, value.S ?? '']))

const TRIES = 40

/**
 * Makes a change whose condition may not hold, because the item is full of what counts no more. `look` gets it then, and
 * returns the answer, what is to be cleared away before the next try, or that by now nothing stands in the way. Costs one write where nothing is in the way.
 * @throws ContendedError when clearing away does not come to an end
 */
export const takeFrom = async <Answer>(
  tally: Tally,
  wanted: Change,
  now: string,
  look: (item: Item) => Promise<{ answer: Answer } | { clear: Change } | 'again'>,
): Promise<Answer | undefined> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (await change(tally, wanted, now)) return undefined
    const item = await read(tally)
    if (!item[Object.keys(tally.initial)[0]!]) await begin(tally, now)
    else {
      const found = await look(item)
      if (found === 'again') continue
      if ('answer' in found) return found.answer
      await change(tally, found.clear, now)
    }
  }
  throw new ContendedError(`${tally.agent} asks too much at once`)
}

/** As many as fit into one expression. */
const CLEARED_AT_ONCE = 40

/** Names for the ids of entries, and the paths of them in their maps. */
export const placesOf = (entries: readonly { map: string; id: string }[]) => {
  const some = entries.slice(0, CLEARED_AT_ONCE)
  return {
    some,
    names: Object.fromEntries(some.map(({ id }, index) => [`#e${index}`, id])),
    paths: some.map(({ map }, index) => `${map}.#e${index}`),
  }
}
