// Why: the local table is the one that serverless.yml deploys, so its keys and indexes are never written twice.
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import type { LocalNames } from '../../resources.ts'

const Key = z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })
const Index = z.object({
  IndexName: z.string(),
  KeySchema: z.array(Key),
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
})
const Table = z.looseObject({
  TableName: z.string(),
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: z.array(Key),
  GlobalSecondaryIndexes: z.array(Index).default([]),
  StreamSpecification: z.object({
    StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']),
  }),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
})
type Table = z.infer<typeof Table>

export interface LocalTable {
  tableName: string
  streamArn: string
  partitionKey: string
}

/** Creates the table of `AWS::DynamoDB::Table` where it is missing, and indexes that an older run did not know. */
export async function ensureTable(client: DynamoDBClient, names: LocalNames): Promise<LocalTable> {
  const [resource, ...others] = names.ofType('AWS::DynamoDB::Table')
  if (!resource || others.length > 0)
    throw new Error('The laptop expects exactly one table in serverless.yml.')
  const table = Table.parse(names.resolve(resource.properties))

  const description = (await describe(client, table.TableName)) ?? (await create(client, table))
  await addMissingIndexes(client, table, description)
  if (!description.LatestStreamArn) throw new Error(`Table ${table.TableName} has no stream.`)
  const partitionKey = table.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName
  if (!partitionKey) throw new Error(`Table ${table.TableName} has no partition key.`)
  return { tableName: table.TableName, streamArn: description.LatestStreamArn, partitionKey }
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

async function create(client: DynamoDBClient, table: Table): Promise<TableDescription> {
  const { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = table
  const created = await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions,
      KeySchema,
      ...(GlobalSecondaryIndexes.length > 0 && {
        GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(projected),
      }),
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, ...table.StreamSpecification },
    }),
  )
  if (table.TimeToLiveSpecification) {
    const TimeToLiveSpecification = table.TimeToLiveSpecification
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }))
  }
  return created.TableDescription ?? {}
}

async function addMissingIndexes(
  client: DynamoDBClient,
  table: Table,
  existing: TableDescription,
): Promise<void> {
  const known = new Set(existing.GlobalSecondaryIndexes?.map((index) => index.IndexName))
  for (const index of table.GlobalSecondaryIndexes.filter(({ IndexName }) => !known.has(IndexName))) {
    await client.send(
      new UpdateTableCommand({
        TableName: table.TableName,
        AttributeDefinitions: table.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: projected(index) }],
      }),
    )
  }
}

// The SDK's types tell an absent list from an undefined one.
function projected({ IndexName, KeySchema, Projection }: z.infer<typeof Index>) {
  const { ProjectionType, NonKeyAttributes } = Projection
  return {
    IndexName,
    KeySchema,
    Projection: { ProjectionType, ...(NonKeyAttributes && { NonKeyAttributes }) },
  }
}
