// The table's stream turned into effects. Everything here may run twice, so every effect is one that can be repeated.
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { alertDelivery } from '#domain/incident/alert.ts'
import { recordFromItem } from '#store/kernel/record.ts'
import type { Item } from '#store/kernel/table.ts'
import { invocation } from '#telemetry/invocation.ts'
import { type Fields, log, withFields } from '#telemetry/log.ts'
import { joinAlerts } from './join-alerts.ts'
import { relay } from './rules.ts'

type Failures = DynamoDBBatchResponse['batchItemFailures']

const failureOf = (record: DynamoDBRecord, error: unknown): Failures => {
  log.fault('relay.failed', error, { stream: record.dynamodb?.NewImage?.['pk']?.S })
  return [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }]
}

const eventOf = ({ dynamodb }: DynamoDBRecord) => recordFromItem(dynamodb?.NewImage as Item)

const fieldsOf = ({ dynamodb }: DynamoDBRecord): Fields => {
  const image = dynamodb?.NewImage
  return { stream: image?.['pk']?.S, event: image?.['action']?.S, requestId: image?.['requestId']?.S }
}

const relayed = async (record: DynamoDBRecord): Promise<Failures | undefined> => {
  try {
    await relay(eventOf(record))
    return undefined
  } catch (error) {
    return failureOf(record, error)
  }
}

/** Event by event and in order. At the first that fails the rest is left: an effect must not overtake the one before it. */
const relayInOrder = async (records: readonly DynamoDBRecord[]): Promise<Failures> => {
  for (const record of records) {
    const failed = await withFields(fieldsOf(record), () => relayed(record))
    if (failed) return failed
  }
  return []
}

/** Deliveries of alerts depend on nothing else in the batch, so all of them are worked off at once. */
const joinTogether = async (records: readonly DynamoDBRecord[]): Promise<Failures> => {
  const [first] = records
  if (!first) return []
  try {
    const events = records.map(eventOf)
    await joinAlerts(events)
    for (const event of events) await relay(event)
    return []
  } catch (error) {
    return failureOf(first, error)
  }
}

/** Relays one batch. Lambda hands everything from the first failure on over again. */
export const handler = invocation(
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const events = Records.filter(
      ({ eventName, dynamodb }) =>
        eventName === 'INSERT' && dynamodb?.NewImage?.['sk']?.S?.startsWith('event#'),
    )
    const isAlert = ({ dynamodb }: DynamoDBRecord) =>
      dynamodb?.NewImage?.['pk']?.S?.startsWith(`${alertDelivery.kind}/`)
    const others = await relayInOrder(events.filter((record) => !isAlert(record)))
    return { batchItemFailures: [...others, ...(await joinTogether(events.filter(isAlert)))] }
  },
)
