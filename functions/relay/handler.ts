// The table's stream turned into effects. Everything here may run twice, so every effect is one that can be repeated.
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import { recordFromItem } from '#store/record.ts'
import type { Item } from '#store/table.ts'
import { relay } from './rules.ts'

/**
 * Relays one batch, event by event and in order. At the first that fails the rest is left to the next try:
 * an effect must not overtake the one before it.
 */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const { eventName, dynamodb } of Records) {
    const image = dynamodb?.NewImage
    if (eventName !== 'INSERT' || !image?.['sk']?.S?.startsWith('event#')) continue
    try {
      await relay(recordFromItem(image as Item))
    } catch (error) {
      const { name, stack } = error as Error
      const stream = image['pk']?.S
      console.error(
        JSON.stringify({ level: 'error', relay: stream, error: name, at: stack?.split('\n')[1]?.trim() }),
      )
      return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? '' }] }
    }
  }
  return { batchItemFailures: [] }
}
