// Messages about incidents in the table: each its own stream, with drafts and published ones on work lists.
import {
  type CommunicationCommand,
  type CommunicationEvent,
  communication,
} from '#domain/communication/communication.ts'
import type { Communication, CommunicationState } from '#domain/communication/state.ts'
import { onQueue, queryPage } from '../kernel/query.ts'
import { type Committed, load, parse, runCommand } from '../kernel/run-command.ts'
import { streamName } from '../kernel/table.ts'

export type Published = Extract<Communication, { status: 'published' }>

/** Where its events are kept. */
export const communicationStream = (id: string): string => streamName(communication.kind, id)

/** Throws as `runCommand` does. */
export const runCommunication = (
  id: string,
  command: CommunicationCommand,
  requestId: string,
): Promise<Committed<CommunicationState, CommunicationEvent>> =>
  runCommand(communication, id, command, { requestId, fresh: command.type === 'DraftUpdate' })

/** A consistent read of one message. */
export const readCommunication = async (id: string): Promise<Communication | undefined> => {
  const state = (await load(communication, id))?.state
  return state && state.status !== 'none' ? state : undefined
}

const listOf = async (name: 'published' | 'told', limit: number): Promise<Published[]> => {
  const { items } = await queryPage({ ...onQueue(name), ScanIndexForward: false }, { limit })
  return items.flatMap((item) => {
    const state = parse(communication, item).state
    return state.status === 'published' ? [state] : []
  })
}

/** What everybody was told, newest first (eventually consistent). */
export const listPublished = (limit: number): Promise<Published[]> => listOf('published', limit)

/** What anybody was told, also in drills, newest first (eventually consistent): at most `limit` public ones and as many others. */
export const listTold = async (limit: number): Promise<Published[]> => {
  const lists = await Promise.all([listOf('published', limit), listOf('told', limit)])
  return lists.flat().sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
}
