// Which agents hold a socket at this moment. Spread over a few partitions that are read consistently: who is told to stop must not depend on an index that lags.
import { createHash } from 'node:crypto'
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { inPartition, onQueue, queryAll, queryPage, startingWith } from '../kernel/query.ts'
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
  const { items } = await queryPage(onQueue(`connection/${connectionId}`), { limit: 1 })
  return items[0] && connectionFromItem(items[0])
}

const inShard = async (shard: number, prefix?: string): Promise<Connection[]> => {
  const pk = partition(shard)
  const query = prefix === undefined ? inPartition(pk) : startingWith(pk, prefix)
  const connections: Connection[] = []
  for await (const item of queryAll(query)) connections.push(connectionFromItem(item))
  return connections
}

/** Every open socket; about 1 read unit per 10 of them, and at least 8. */
export const allConnections = async (): Promise<Connection[]> =>
  (await Promise.all(Array.from({ length: SHARDS }, (_, shard) => inShard(shard)))).flat()

export const connectionsOf = async (agent: string): Promise<Connection[]> =>
  (await inShard(shardOf(agent), `${agent}#`)).filter((connection) => connection.agent === agent)
