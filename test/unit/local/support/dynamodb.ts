// Why: several suites need a real DynamoDB with one small table and its stream, gone when they end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { startDynamoDb } from '#local/aws/dynamodb/dynoxide.ts'
import { directClient } from '#local/environment.ts'

export async function startTable() {
  const dir = mkdtempSync(join(tmpdir(), 'claw-table-'))
  const process = await startDynamoDb(join(dir, 'dynamodb.sqlite'), {})
  const client = new DynamoDBClient(directClient(process.endpoint, 'eu-central-1'))
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: 'things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  )
  const put = (pk: string, sk: string, to = client) =>
    to.send(
      new PutItemCommand({
        TableName: 'things',
        Item: { pk: { S: pk }, sk: { S: sk }, raw: { B: Buffer.from('hi') } },
      }),
    )
  return {
    endpoint: process.endpoint,
    streamArn: TableDescription?.LatestStreamArn ?? '',
    client,
    put,
    close: async () => {
      client.destroy()
      await process.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
export type TestTable = Awaited<ReturnType<typeof startTable>>
