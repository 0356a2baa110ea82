// The one way anything changes: load the state, decide, and commit state and events in one transaction, or decide again.
import {
  type AttributeValue,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import type { Decider, DomainEvent, Refusal, Upcasters } from '#domain/shared/decider.ts'
import { tolerant } from '#domain/shared/tolerant.ts'
import { GENESIS, recordToItem, toRecord } from './record.ts'
import { pause } from './retry.ts'
import { dynamodb, fromItem, type Item, stateKey, streamName, tableName, toItem } from './table.ts'

/** Others kept changing the same thing first; nothing was written, and the same command may be sent again. */
export class ContendedError extends Error {
  override name = 'ContendedError'
}

export interface Committed<State, Event> {
  state: State
  /** What was recorded by this command; empty when it changed nothing. */
  events: readonly Event[]
  refusal?: Refusal
}

export interface RunOptions<State> {
  requestId: string
  /** The stream is expected not to exist yet, so the first try spares the read. */
  fresh?: boolean
  /** Further writes of the same transaction, from the state before and after. */
  alongside?: (before: State, after: State) => TransactWriteItem[]
}

export interface Loaded<State> {
  state: State
  version: number
  seq: number
  head: string
}

interface StateReader<State> {
  state: z.ZodType<State>
  upcast?: Upcasters
}

const TRIES = 20
const StateItem = z.object({ state: z.string(), version: z.int(), seq: z.int(), head: z.string() })

/** A state item as it was read, however old or new. */
export const parse = <State>({ state: schema, upcast }: StateReader<State>, item: Item): Loaded<State> => {
  const { state, ...rest } = StateItem.parse(fromItem(item))
  const stored = JSON.parse(state) as Record<string, unknown>
  return { state: tolerant(schema).parse(upcast?.state?.(stored) ?? stored), ...rest }
}

/** The state as of the last commit (a consistent read), or undefined when there is none. 1 read unit per 4 KB. */
export const load = async <State>(
  decider: StateReader<State> & { kind: string },
  id: string,
): Promise<Loaded<State> | undefined> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({
      TableName: tableName(),
      Key: stateKey(streamName(decider.kind, id)),
      ConsistentRead: true,
    }),
  )
  return item && parse(decider, item)
}

/**
 * Runs one command against one stream; a command that depends on the state is made anew for every try. Costs one read and one transaction (of the state and each event),
 * and on a conflict the same again, at most twenty times.
 * @throws ContendedError when others won every time; the SDK's errors when the table cannot be reached
 */
export const runCommand = async <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  id: string,
  command: Command | ((state: State) => Command),
  options: RunOptions<State>,
): Promise<Committed<State, Event>> => {
  const stream = streamName(decider.kind, id)
  const empty: Loaded<State> = { state: decider.initialState, version: 0, seq: 0, head: GENESIS }
  let loaded = options.fresh ? empty : ((await load(decider, id)) ?? empty)

  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = typeof command === 'function' ? (command as (state: State) => Command)(loaded.state) : command
    const { events, refusal } = decider.decide(loaded.state, now)
    const after = events.reduce(decider.evolve, loaded.state)
    if (events.length > 0) {
      const writes = [
        ...transaction(decider, stream, loaded, after, events, options.requestId),
        ...(options.alongside?.(loaded.state, after) ?? []),
      ]
      const conflict = await commit(writes)
      if (conflict) {
        // At first, what stood in the way says enough; among many, it would be old again after the pause.
        if (attempt > 0) await pause(attempt)
        const item = attempt === 0 ? conflict.item : undefined
        loaded = (item ? parse(decider, item) : await load(decider, id)) ?? empty
        continue
      }
    }
    return { state: after, events, ...(refusal ? { refusal } : {}) }
  }
  throw new ContendedError(`${stream} is being changed by others`)
}

/** A decider that says something else than its schema does is a mistake of ours, and must not get on record. */
export class Unwritable extends Error {
  override name = 'Unwritable'
}

const assertWritable = (schema: z.ZodType, event: DomainEvent): void => {
  const { error } = schema.safeParse(event)
  if (error)
    throw new Unwritable(`${event.type}: ${error.issues.map(({ path }) => path.join('.')).join(', ')}`)
}

/** The writes that commit these events and the state after them, unless somebody was first. */
export const transaction = <State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'event' | 'subject' | 'queue'>,
  stream: string,
  { version, seq, head }: Loaded<State>,
  after: State,
  events: readonly Event[],
  requestId: string,
): TransactWriteItem[] => {
  const subject = decider.subject(after)
  const queue = decider.queue(after)
  const records = []
  let prevHash = head
  for (const event of events) {
    // What is written stays for good, so it must be what every reader will expect.
    assertWritable(decider.event, event)
    const record = toRecord(event, { stream, seq: seq + records.length + 1, prevHash, requestId, subject })
    prevHash = record.hash
    records.push(record)
  }
  const state = toItem({
    pk: stream,
    sk: 'state',
    version: version + 1,
    seq: seq + records.length,
    head: prevHash,
    state: JSON.stringify(after),
    queuePk: queue?.name,
    queueSk: queue && `${queue.at}#${stream}`,
  })
  const unchanged: { ConditionExpression: string; values?: Record<string, AttributeValue> } =
    version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :version', values: { ':version': { N: String(version) } } }
  return [
    {
      Put: {
        TableName: tableName(),
        Item: state,
        ConditionExpression: unchanged.ConditionExpression,
        ...(unchanged.values ? { ExpressionAttributeValues: unchanged.values } : {}),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    ...records.map((record) => ({
      Put: {
        TableName: tableName(),
        Item: recordToItem(record),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    })),
  ]
}

/** Undefined when it was written; the state item that stood in the way (where DynamoDB told it) when it was not. */
export const commit = async (TransactItems: TransactWriteItem[]): Promise<{ item?: Item } | undefined> => {
  try {
    // The SDK adds a ClientRequestToken that its retries repeat: a write whose answer was lost is not written twice.
    await dynamodb.send(new TransactWriteItemsCommand({ TransactItems }))
    return undefined
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error
    const reasons = error.CancellationReasons ?? []
    const retryable = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict'])
    if (reasons.length === 0 || reasons.some(({ Code }) => !retryable.has(Code ?? ''))) throw error
    const item = reasons[0]?.Item
    return item ? { item } : {}
  }
}
