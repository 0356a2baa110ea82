// Reading actions: one by its id, those that stand on a work list, and one's whole story.
import { action } from '#domain/action/action.ts'
import type { ActionState, KnownAction } from '#domain/action/state.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { type Cursor, onQueue, queryAll, queryPage, startingWith } from '../kernel/query.ts'
import { readMany } from '../kernel/read-many.ts'
import { recordFromItem } from '../kernel/record.ts'
import { load, parse } from '../kernel/run-command.ts'
import { type Item, stateKey, streamName } from '../kernel/table.ts'

const known = (state: ActionState | undefined): KnownAction | undefined =>
  state && state.status !== 'none' ? state : undefined

/** A consistent read of one action: 1 read unit per 4 KB. */
export const readAction = async (id: string): Promise<KnownAction | undefined> =>
  known((await load(action, id))?.state)

/** Those of these actions that exist, by id; as costly as reading each alone, with one call for a hundred. */
export const readActions = async (ids: readonly string[]): Promise<Map<string, KnownAction>> => {
  const items = await readMany(ids.map((id) => stateKey(streamName(action.kind, id))))
  return new Map(actionsIn(items).map((each) => [each.request.id, each]))
}

export interface QueuePage {
  limit: number
  newestFirst?: boolean
}

type QueueName = 'pending' | 'recovery' | 'decided'
const actionsIn = (items: readonly Item[]): KnownAction[] =>
  items.flatMap((item) => known(parse(action, item).state) ?? [])

/** The actions on a work list, by the time that it is ordered by; eventually consistent, half a unit per 4 KB. */
export const listQueue = async (
  name: QueueName,
  { limit, newestFirst = false }: QueuePage,
): Promise<KnownAction[]> => {
  const { items } = await queryPage({ ...onQueue(name), ScanIndexForward: !newestFirst }, { limit })
  return actionsIn(items)
}

/** One page of a work list as it is stored, for whoever goes through all of it and changes it (`runOnMany`). */
export const pageOfQueue = (
  name: QueueName,
  cursor: Cursor,
  limit: number,
): Promise<{ items: Item[]; next: Cursor }> => queryPage(onQueue(name), { limit, cursor })

/** Every event of one stream, first to last (consistent). */
export const eventsOf = async (stream: string): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for await (const item of queryAll(startingWith(stream, 'event#'))) events.push(recordFromItem(item))
  return events
}

/** The whole story of one action. */
export const storyOf = (id: string): Promise<RecordedEvent[]> => eventsOf(streamName(action.kind, id))
