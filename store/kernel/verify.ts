// Checking the record without trusting it: every link of every chain, its end against the head, and the state against its replay.
import { isDeepStrictEqual } from 'node:util'
import type { Decider, DomainEvent } from '#domain/shared/decider.ts'
import { type RecordedEvent, readEvent } from '#domain/shared/recorded-event.ts'
import { knownPart } from '#domain/shared/tolerant.ts'
import { GENESIS, hashOf, recordFromItem, recordToItem } from './record.ts'
import { fromItem, type Item } from './table.ts'

export interface Broken {
  stream: string
  /** The first event that is wrong or missing; one past the last that chain and head agree on when their ends differ. */
  seq: number
  why: string
}

export interface Verified {
  streams: number
  events: number
  broken: Broken[]
}

// biome-ignore lint/suspicious/noExplicitAny: a registry of deciders whose states and events have nothing in common
export type AnyDecider = Decider<any, any, any>

interface Stream {
  records: Item[]
  state?: Record<string, string | number>
}

const readRecord = (item: Item): RecordedEvent | undefined => {
  try {
    return recordFromItem(item)
  } catch {
    return undefined
  }
}

/** The first broken link of one chain, in words an auditor can follow. */
const verifyStream = (
  stream: string,
  { records, state }: Stream,
  decider: AnyDecider | undefined,
): Broken | undefined => {
  let prevHash = GENESIS
  let seq = 0
  let replayed = decider?.initialState
  for (const item of records) {
    seq++
    const record = readRecord(item)
    if (!record) return { stream, seq, why: 'the event cannot be read' }
    if (record.seq !== seq)
      return { stream, seq, why: `event ${seq} is missing; the next one is ${record.seq}` }
    if (record.stream !== stream || fromItem(item)['pk'] !== stream)
      return { stream, seq, why: `the event belongs to ${record.stream}` }
    if (record.prevHash !== prevHash) return { stream, seq, why: 'it does not link to the event before it' }
    if (hashOf(record) !== record.hash) return { stream, seq, why: 'its contents do not match its hash' }
    // What the hash does not cover, above all the keys that a search by time finds the event under.
    if (!isDeepStrictEqual(recordToItem(record), item))
      return { stream, seq, why: 'it is not stored as it was written' }
    prevHash = record.hash
    if (decider) {
      const event = eventOf(decider, record)
      if (!event) return { stream, seq, why: `${record.action} is not an event of this kind` }
      replayed = decider.evolve(replayed, event)
    }
  }
  if (!state) return { stream, seq: seq + 1, why: 'the state that holds the head is missing' }
  if (state['seq'] !== seq)
    return {
      stream,
      seq: Math.min(Number(state['seq']), seq) + 1,
      why: `the head is at event ${state['seq']}; the chain ends at ${seq}`,
    }
  if (state['head'] !== prevHash) return { stream, seq, why: 'the head does not match the last event' }
  if (decider && !sameState(decider, replayed, state['state']))
    return { stream, seq, why: 'the state is not what its events add up to' }
  return undefined
}

const eventOf = (decider: AnyDecider, record: RecordedEvent): DomainEvent | undefined => {
  try {
    return readEvent(decider, record)
  } catch {
    return undefined
  }
}

/** What this version knows of both must agree; what a newer one has added, only that one can check. */
const sameState = (
  { state, upcast }: AnyDecider,
  replayed: unknown,
  stored: string | number | undefined,
): boolean => {
  const known = (value: Record<string, unknown>): unknown =>
    JSON.parse(JSON.stringify(knownPart(state).parse(value)))
  try {
    const read = JSON.parse(String(stored)) as Record<string, unknown>
    return isDeepStrictEqual(known(replayed as Record<string, unknown>), known(upcast?.state?.(read) ?? read))
  } catch {
    return false
  }
}

/** Verifies all streams found among `items` (any order, whole table or an export of it). */
export const verifyItems = (items: Iterable<Item>, deciders: readonly AnyDecider[]): Verified => {
  const streams = new Map<string, Stream>()
  const at = (pk: string): Stream => {
    const stream = streams.get(pk) ?? { records: [] }
    streams.set(pk, stream)
    return stream
  }
  for (const item of items) {
    const { pk, sk, head, ...rest } = fromItem(item)
    if (typeof pk !== 'string' || typeof sk !== 'string') continue
    if (sk.startsWith('event#')) at(pk).records.push(item)
    else if (sk === 'state' && head !== undefined) at(pk).state = { head, ...rest }
  }
  const broken: Broken[] = []
  let events = 0
  for (const [name, stream] of [...streams].sort(([a], [b]) => (a < b ? -1 : 1))) {
    stream.records.sort((a, b) => (a['sk']!.S! < b['sk']!.S! ? -1 : 1))
    events += stream.records.length
    const decider = deciders.find(({ kind }) => name.startsWith(`${kind}/`))
    const first = verifyStream(name, stream, decider)
    if (first) broken.push(first)
  }
  return { streams: streams.size, events, broken }
}
