// The table's stream, told to the agents on `/v1/live`. Apart from the relay, so that no workflow's start delays a stop.
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { connectionFromItem } from '#store/agent/live.ts'
import { recordFromItem } from '#store/kernel/record.ts'
import type { Item } from '#store/kernel/table.ts'
import { invocation } from '#telemetry/invocation.ts'
import { log } from '#telemetry/log.ts'
import { greet } from './greet.ts'
import { hangUpRevoked } from './hang-up.ts'
import { pushMoves } from './push-moves.ts'
import { pushSwitch } from './push-switch.ts'

const imageOf = ({ dynamodb }: DynamoDBRecord): Item => (dynamodb?.NewImage ?? {}) as Item
const isNew = ({ eventName }: DynamoDBRecord): boolean => eventName === 'INSERT'
const startsWith = (key: 'pk' | 'sk', prefix: string) => (record: DynamoDBRecord) =>
  imageOf(record)[key]?.S?.startsWith(prefix) ?? false

/**
 * Everything of a batch at once: each message says how things stand now, so their order does not matter. Only the switch
 * is tried again when somebody could not be told; whoever waits for an action asks anyway.
 */
export const handler = invocation(
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const added = Records.filter(isNew)
    const events = added.filter(startsWith('sk', 'event#'))
    const changes = events.filter(startsWith('pk', 'kill-switch/'))
    const moves = events.filter(startsWith('pk', 'action/'))
    const revocations = events.filter(startsWith('pk', 'revocation/'))
    const greeted = added
      .filter(startsWith('pk', 'live/'))
      .map((record) => connectionFromItem(imageOf(record)))

    const failed = (what: string) => (error: unknown) => log.fault('push.failed', error, { what })
    const [everybodyToldToStop] = await Promise.all([
      pushSwitch(changes.map((record) => recordFromItem(imageOf(record)))).catch((error: unknown) => {
        failed('switch')(error)
        return false
      }),
      hangUpRevoked(revocations.map((record) => recordFromItem(imageOf(record)))).catch(failed('revocation')),
      greet(greeted).catch(failed('greeting')),
      pushMoves(moves.map((record) => recordFromItem(imageOf(record)))).catch(failed('action')),
    ])
    const again = changes[0]?.dynamodb?.SequenceNumber
    return { batchItemFailures: everybodyToldToStop || !again ? [] : [{ itemIdentifier: again }] }
  },
)
