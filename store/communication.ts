// Messages to customers in the table: each its own stream, with drafts and published ones on work lists.
import { QueryCommand } from '@aws-sdk/client-dynamodb'
import { type CommunicationCommand, type CommunicationEvent, communication } from '#domain/communication.ts'
import { type Communication, CommunicationState } from '#domain/communication-state.ts'
import { type Committed, load, runCommand } from './run-command.ts'
import { dynamodb, fromItem, streamName, tableName } from './table.ts'

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

/** What customers were told, newest first (eventually consistent). */
export const listPublished = async (limit: number): Promise<Published[]> => {
  const { Items: items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'queue',
      KeyConditionExpression: 'queuePk = :name',
      ExpressionAttributeValues: { ':name': { S: 'published' } },
      ScanIndexForward: false,
      Limit: limit,
    }),
  )
  return items.flatMap((item) => {
    const state = CommunicationState.parse(JSON.parse(String(fromItem(item)['state'])))
    return state.status === 'published' ? [state] : []
  })
}
