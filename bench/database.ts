// A real DynamoDB (dynoxide) with the deployed table's shape and nothing between it and the client that is measured.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { startDynamoDb } from '#local/aws/dynamodb/dynoxide.ts'
import { ensureTable } from '#local/aws/dynamodb/table.ts'
import { indexStream } from '#local/aws/streams/index-of-stream.ts'
import { directClient } from '#local/environment.ts'
import { operator } from '#local/fixed-secrets.ts'
import { type LocalNames, localNames } from '#local/resources.ts'
import { readService } from '#local/service.ts'
import { putCredential } from '#store/agent/credentials.ts'

const root = join(import.meta.dirname, '..')
/** In memory where the machine can: what is measured is the program, not how busy the disk is with others. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export interface Database {
  /** Makes an empty table with the operator's token in it, and points the store at it. */
  createTable(suffix: string): Promise<string>
  close(): Promise<void>
}

/** Handlers read which table is theirs at every call, so one process can measure several in turn. */
export const pointStoreAt = (name: string): void => {
  process.env['TABLE_NAME'] = name
}

/** Starts DynamoDB over a file of its own and gives this process what the store needs to find it. */
export const openDatabase = async (): Promise<Database> => {
  process.chdir(root)
  const folder = await mkdtemp(join(scratch, 'claw-bench-'))
  const file = join(folder, 'dynamodb.sqlite')
  const { endpoint, close } = await startDynamoDb(file)
  const service = readService(root, 'local')
  const names = localNames(service)
  const { region } = service
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  })
  const client = new DynamoDBClient(directClient(endpoint, region))
  return {
    createTable: async (suffix) => {
      const name = `claw-bench-${process.pid}-${suffix}`
      await ensureTable(client, withTableName(names, name))
      if (existsSync(file)) indexStream(file)
      pointStoreAt(name)
      await putCredential(operator.token, { kind: 'operator', operator: operator.operator })
      return name
    },
    close: async () => {
      client.destroy()
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const withTableName = (names: LocalNames, TableName: string): LocalNames => ({
  ...names,
  resolve: (value) => ({ ...(names.resolve(value) as object), TableName }),
})
