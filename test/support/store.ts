// The product's table on a real DynamoDB of its own, with the store's environment set; what uses the store is imported after this.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { startDynamoDb } from '#local/aws/dynamodb/dynoxide.ts'
import { ensureTable } from '#local/aws/dynamodb/table.ts'
import { directClient } from '#local/environment.ts'
import { localNames } from '#local/resources.ts'
import { readService } from '#local/service.ts'
import { lookInto } from './table.ts'

export const startStore = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'claw-store-'))
  const { endpoint, close } = await startDynamoDb(join(dir, 'dynamodb.sqlite'))
  const service = readService(process.cwd(), 'local')
  const client = new DynamoDBClient(directClient(endpoint, service.region))
  const { tableName } = await ensureTable(client, localNames(service))
  Object.assign(process.env, {
    TABLE_NAME: tableName,
    AWS_REGION: service.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  })
  const table = lookInto(endpoint)
  return {
    table,
    stop: async () => {
      table.close()
      client.destroy()
      await close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
export type Store = Awaited<ReturnType<typeof startStore>>
