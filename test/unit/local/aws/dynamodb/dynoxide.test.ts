// Why: approvals on a laptop must survive every way in which DynamoDB's process can end, and it must not outlive us.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DynamoDbProcess, startDynamoDb } from '#local/aws/dynamodb/dynoxide.ts'
import { ensureTable } from '#local/aws/dynamodb/table.ts'
import { localNames } from '#local/resources.ts'
import { readService } from '#local/service.ts'
import { until } from '#test/support/until.ts'

const names = localNames(readService(process.cwd(), 'local'))
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
const clientOf = (endpoint: string) => new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials })
const item = { pk: { S: 'action/1' }, sk: { S: 'state' } }

let dir: string
let file: string
let running: DynamoDbProcess[] = []
const start = async () => {
  const dynamodb = await startDynamoDb(file, {})
  running.push(dynamodb)
  return dynamodb
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'claw-dynoxide-'))
  file = join(dir, 'dynamodb.sqlite')
})
afterEach(async () => {
  await Promise.all(running.map((dynamodb) => dynamodb.close()))
  running = []
  rmSync(dir, { recursive: true, force: true })
})

const processesWith = (text: string): number[] =>
  execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text) && line.includes('dynoxide serve'))
    .map((line) => Number.parseInt(line, 10))

describe('DynamoDB on the laptop', () => {
  it('has the table that serverless.yml describes, and makes it once', async () => {
    const client = clientOf((await start()).endpoint)
    const first = await ensureTable(client, names)
    const second = await ensureTable(client, names)

    const { Table } = await client.send(new DescribeTableCommand({ TableName: first.tableName }))
    expect(second).toEqual(first)
    expect(Table?.KeySchema?.map((key) => key.AttributeName)).toEqual(['pk', 'sk'])
    expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual(['queue', 'time'])
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' })
  })

  it('keeps what was written across a restart', async () => {
    const first = await start()
    const { tableName } = await ensureTable(clientOf(first.endpoint), names)
    await clientOf(first.endpoint).send(new PutItemCommand({ TableName: tableName, Item: item }))
    await first.close()

    const again = clientOf((await start()).endpoint)
    const found = await again.send(
      new GetItemCommand({ TableName: tableName, Key: item, ConsistentRead: true }),
    )
    expect(found.Item).toEqual(item)
  })

  it('starts again on the same address when it is killed', async () => {
    const silent = vi.spyOn(console, 'error').mockReturnValue(undefined)
    const client = clientOf((await start()).endpoint)
    const { tableName } = await ensureTable(client, names)
    await client.send(new PutItemCommand({ TableName: tableName, Item: item }))

    const victims = processesWith(file)
    for (const pid of victims) process.kill(pid, 'SIGKILL')

    const found = () => client.send(new GetItemCommand({ TableName: tableName, Key: item }))
    const back = await until('the item', async () => (await found().catch(() => undefined))?.Item)
    expect(back).toEqual(item)
    expect(processesWith(file)).not.toEqual(victims)
    silent.mockRestore()
  })

  it('goes when its owner is killed, so that the next start finds the file free', async () => {
    const owner = spawn(
      process.execPath,
      [
        '-e',
        `import('${join(process.cwd(), 'local/aws/dynamodb/dynoxide.ts')}').then((m) => m.startDynamoDb(process.argv[1], {})).then(() => console.log('up'))`,
        file,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(owner.stdout, 'data')
    expect(processesWith(file)).not.toEqual([])

    owner.kill('SIGKILL')

    await until('its end', () => processesWith(file).length === 0)
  })

  it('says in one sentence that a given endpoint is dead', async () => {
    await expect(startDynamoDb(file, { DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' })).rejects.toThrow(
      'Nothing answers at DYNAMODB_ENDPOINT=http://127.0.0.1:9.',
    )
  })
})
