// Incidents in the table: each its own stream, its effect on agents in the posture in the same transaction, and short numbers for people.
import { GetItemCommand, type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { DeclareIncident, IncidentCommand } from '#domain/incident/commands.ts'
import type { IncidentEvent } from '#domain/incident/events.ts'
import { incident } from '#domain/incident/incident.ts'
import { type Incident, type IncidentState, isBurning, isOpen } from '#domain/incident/state.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { eventsOf } from '../action/actions.ts'
import { type Committed, ContendedError, load, runCommand } from '../kernel/run-command.ts'
import { dynamodb, fromItem, type Item, streamName, tableName, toItem } from '../kernel/table.ts'
import { postureWrites } from '../posture.ts'

type Ran = Committed<IncidentState, IncidentEvent>

export const known = (state: IncidentState | undefined): Incident | undefined =>
  state && state.status !== 'none' ? state : undefined

/** How bad it is for as long as it burns. */
const burning = (state: IncidentState): number | undefined =>
  state.status !== 'none' && isBurning(state) ? state.severity : undefined

const posture = (id: string, before: IncidentState, after: IncidentState): TransactWriteItem[] => {
  const severity = burning(after)
  if (severity === burning(before)) return []
  return [postureWrites({ [`severity#${id}`]: severity, [`freeze#${id}`]: severity === 1 ? 1 : undefined })]
}

/**
 * Runs one command, with further writes in its transaction. Once this returns, every decision that begins afterwards
 * knows how bad it is. Throws as `runCommand` does.
 */
export const runIncident = (
  id: string,
  command: Exclude<IncidentCommand, DeclareIncident>,
  requestId: string,
  alongside: readonly TransactWriteItem[] = [],
): Promise<Ran> =>
  runCommand(incident, id, command, {
    requestId,
    alongside: (before, after) => [...posture(id, before, after), ...alongside],
  })

/** The next number, never given twice; one whose incident is then not written is left out. */
const nextId = async (): Promise<string> => {
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName: tableName(),
      Key: toItem({ pk: 'counter/incident', sk: 'counter' }),
      UpdateExpression: 'ADD lastNumber :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  )
  return `INC-${Attributes?.['lastNumber']?.N}`
}

export const claimKey = (key: string): Item => toItem({ pk: `incident-claim/${key}`, sk: 'claim' })

const claimed = async (key: string): Promise<string | undefined> => {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: tableName(), Key: claimKey(key), ConsistentRead: true }),
  )
  return item && String(fromItem(item)['incident'])
}

/** The incident that holds this key, when it is still the one. */
export const heldBy = async (
  key: string,
  holds: (incident: Incident) => boolean,
): Promise<Incident | undefined> => {
  const held = await claimed(key)
  const current = held && (await readMerged(held))
  return current && holds(current) ? current : undefined
}

/** Takes the key over from `held`, or from nobody; of two who try at once, one wins. */
const claim = (key: string, id: string, held: string | undefined): TransactWriteItem => ({
  Put: {
    TableName: tableName(),
    Item: { ...claimKey(key), ...toItem({ incident: id }) },
    ...(held === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'incident = :held', ExpressionAttributeValues: { ':held': { S: held } } }),
  },
})

export interface Opened {
  incident?: Incident
  /** False when it was open already under the same key. */
  isNew: boolean
  refusal?: string
}

/**
 * Declares an incident under the next number. With a `key` (an alert's fingerprint, an idempotency key) there is one open
 * incident at a time for it, whoever asks and however often; `holds` says whether the one of the key is still the one.
 * @throws ContendedError when others kept taking the key, and the SDK's errors
 */
export const openIncident = async (
  command: Omit<DeclareIncident, 'type' | 'id'>,
  requestId: string,
  key?: string,
  holds: (incident: Incident) => boolean = isOpen,
): Promise<Opened> => {
  for (let attempt = 0; attempt < 3; attempt++) {
    const held = key === undefined ? undefined : await claimed(key)
    const current = held && (await readMerged(held))
    if (current && holds(current)) return { incident: current, isNew: false }
    try {
      return await declareAs(await nextId(), command, requestId, key && { key, held })
    } catch (error) {
      if (key === undefined || !(error instanceof ContendedError)) throw error
    }
  }
  throw new ContendedError(`incident-claim/${key} is being taken by others`)
}

const declareAs = async (
  id: string,
  command: Omit<DeclareIncident, 'type' | 'id'>,
  requestId: string,
  claiming: { key: string; held: string | undefined } | '' | undefined,
): Promise<Opened> => {
  const { state, refusal } = await runCommand(
    incident,
    id,
    { type: 'DeclareIncident', id, ...command },
    {
      requestId,
      fresh: true,
      alongside: (before, after) => [
        ...posture(id, before, after),
        ...(claiming ? [claim(claiming.key, id, claiming.held)] : []),
      ],
    },
  )
  const opened = known(state)
  return {
    isNew: true,
    ...(opened ? { incident: opened } : {}),
    ...(refusal ? { refusal: refusal.sentence } : {}),
  }
}

/** Where its events are kept. */
export const incidentStream = (id: string): string => streamName(incident.kind, id)

/** A consistent read of one incident. */
export const readIncident = async (id: string): Promise<Incident | undefined> =>
  known((await load(incident, id))?.state)

/** The incident, or the one that it goes on in. */
export const readMerged = async (id: string): Promise<Incident | undefined> => {
  let found = await readIncident(id)
  for (let hop = 0; found?.mergedInto !== undefined && hop < 10; hop++)
    found = await readIncident(found.mergedInto)
  return found
}

/** The same with the number of its last event, to see whether it has changed since. */
export const readIncidentAt = async (
  id: string,
): Promise<{ incident: Incident; seq: number } | undefined> => {
  const loaded = await load(incident, id)
  const state = known(loaded?.state)
  return loaded && state && { incident: state, seq: loaded.seq }
}

export const incidentEvents = (id: string): Promise<RecordedEvent[]> => eventsOf(incidentStream(id))
