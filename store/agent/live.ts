// Which agents hold a socket at this moment. Spread over a few partitions that are read consistently: who is told to stop must not depend on an index that lags.
import { createHash } from 'node:crypto'
import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { dynamodb, fromItem, type Item, tableName, toItem } from '../kernel/table.ts'

const Connection = z.object({
  connectionId: z.string(),
  agent: z.string(),
  /** Whose socket is closed when this token is revoked. */
  tokenHash: z.string(),
  connectedAt: z.string(),
})
export type Connection = z.infer<typeof Connection>

const SHARDS = 8
/** API Gateway closes a socket after two hours; what nobody removed disappears a little later. */
const LONGEST_SECONDS = 2 * 3_600 + 600

const partition = (shard: number): string => `live/${shard}`
const shardOf = (agent: string): number => createHash('sha256').update(agent).digest()[0]! % SHARDS
const keyOf = ({ agent, connectionId }: Pick<Connection, 'agent' | 'connectionId'>) => ({
  pk: partition(shardOf(agent)),
  sk: `${agent}#${connectionId}`,
})

/** The connection of an item of the table, as the stream shows it. */
export const connectionFromItem = (item: Item): Connection => Connection.parse(fromItem(item))

export const putConnection = async (connection: Connection): Promise<void> => {
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName(),
      Item: toItem({
        ...keyOf(connection),
        ...connection,
        expiresAt: Math.ceil(Date.parse(connection.connectedAt) / 1000) + LONGEST_SECONDS,
        // API Gateway says only the id when a socket closes.
        queuePk: `connection/${connection.connectionId}`,
        queueSk: connection.agent,
      }),
    }),
  )
}

export const removeConnection = async (
  connection: Pick<Connection, 'agent' | 'connectionId'>,
): Promise<void> => {
  await dynamodb.send(new DeleteItemCommand({ TableName: tableName(), Key: toItem(keyOf(connection)) }))
}

/** By its id; eventually consistent, so one that was opened a moment ago may be missed. */
export const findConnection = async (connectionId: string): Promise<Connection | undefined> => {
  const { Items: [item] = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'queue',
      KeyConditionExpression: 'queuePk = :connection',
      ExpressionAttributeValues: { ':connection': { S: `connection/${connectionId}` } },
      Limit: 1,
    }),
  )
  return item && connectionFromItem(item)
}

const query = async (shard: number, prefix = ''): Promise<Connection[]> => {
  const connections: Connection[] = []
  let start: Item | undefined
  do {
    const page = await dynamodb.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: `pk = :shard${prefix ? ' AND begins_with(sk, :prefix)' : ''}`,
        ExpressionAttributeValues: {
          ':shard': { S: partition(shard) },
          ...(prefix ? { ':prefix': { S: prefix } } : {}),
        },
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    connections.push(...(page.Items ?? []).map(connectionFromItem))
    start = page.LastEvaluatedKey
  } while (start)
  return connections
}

/** Every open socket; about 1 read unit per 10 of them, and at least 8. */
export const allConnections = async (): Promise<Connection[]> =>
  (await Promise.all(Array.from({ length: SHARDS }, (_, shard) => query(shard)))).flat()

export const connectionsOf = async (agent: string): Promise<Connection[]> =>
  (await query(shardOf(agent), `${agent}#`)).filter((connection) => connection.agent === agent)
