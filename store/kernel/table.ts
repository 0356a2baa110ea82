// The one DynamoDB client and the few item shapes: flat strings and numbers, with state and data as JSON text.

import { type AttributeValue, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { patient } from '#config/patience.ts'

/**
 * Without `info` and `error`: for a logger that has them, even one that does nothing, the SDK copies every input and
 * output, which is about a tenth of what a call costs us.
 */
const quiet = { debug: () => {}, warn: () => {}, trace: () => {} } as NonNullable<
  DynamoDBClientConfig['logger']
>

/** Short timeouts and three tries: a gate that waits for a slow table would hold every agent. */
export const dynamodb = new DynamoDBClient({
  maxAttempts: 3,
  logger: quiet,
  requestHandler: {
    connectionTimeout: patient(1_000),
    requestTimeout: patient(2_500),
    throwOnRequestTimeout: true,
  },
})

export const tableName = (): string => {
  const name = process.env['TABLE_NAME']
  if (!name) throw new Error('TABLE_NAME is not set')
  return name
}

export type Item = Record<string, AttributeValue>
export type Flat = Record<string, string | number | undefined>

/** Flat values as DynamoDB attributes; undefined ones are left out. */
export const toItem = (flat: Flat): Item => {
  const item: Item = {}
  for (const [name, value] of Object.entries(flat)) {
    if (value === undefined) continue
    item[name] = typeof value === 'number' ? { N: String(value) } : { S: value }
  }
  return item
}

/** The flat values of an item that `toItem` wrote; other attribute types are not ours and left out. */
export const fromItem = (item: Item): Record<string, string | number> => {
  const flat: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(item)) {
    if (value.S !== undefined) flat[name] = value.S
    else if (value.N !== undefined) flat[name] = Number(value.N)
  }
  return flat
}

export const stateKey = (stream: string): Item => toItem({ pk: stream, sk: 'state' })

/** `action/act_1`, as the record names it, from a decider's kind and an id. */
export const streamName = (kind: string, id: string): string => `${kind}/${id}`
