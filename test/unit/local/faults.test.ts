// Why: a rehearsed bad day proves something only if the real clients cannot tell it from the real one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { WebClient } from '@slack/web-api'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { guarded } from '#local/aws/api-gateway/guarded-routes.ts'
import { createDynamoDbProxy, type DynamoDbProxy } from '#local/aws/dynamodb/proxy.ts'
import { directClient } from '#local/environment.ts'
import { createFaults, type Fault } from '#local/faults.ts'
import { createOutbound } from '#local/outbound.ts'
import { matcher } from '#local/routes.ts'
import { type LocalServer, listen } from '#local/server.ts'
import { serveWeb } from '#local/web.ts'
import { startTable, type TestTable } from './support/dynamodb.ts'

let table: TestTable
let proxy: DynamoDbProxy
let server: LocalServer
let dynamodb: DynamoDBClient
let slackPosts = 0
let kicks = 0

const once1 = { maxAttempts: 1 }
/** For calls that are never answered, and for no others: a busy machine may take its time with those. */
const HASTE_MS = 300

beforeAll(async () => {
  table = await startTable()
  const faults = createFaults()
  const outbound = createOutbound(faults, undefined)
  outbound.startCounting()
  proxy = createDynamoDbProxy(table.endpoint, outbound, () => {
    kicks += 1
  })
  const slackApi = {
    'POST /_slack/api/:method': () => {
      slackPosts += 1
      return Response.json({ ok: true, ts: '1.1' })
    },
  }
  const stepFunctions = {
    'POST /_aws/step-functions': () => Response.json({ executionArn: 'arn', startDate: 0 }),
  }
  const find = matcher({
    ...guarded(slackApi, outbound, 'slack', (_, { method = '' }) => method),
    ...guarded(stepFunctions, outbound, 'step-functions', () => 'StartExecution'),
    ...faults.routes,
    ...outbound.routes,
  })
  server = await listen(0, async (incoming, outgoing, url) => {
    const match = find(incoming.method ?? '', url.pathname)
    if (match) return serveWeb(incoming, outgoing, url, match)
    return proxy.handle(incoming, outgoing)
  })
  dynamodb = new DynamoDBClient({ ...directClient(`${server.url}/_aws/dynamodb`, 'eu-central-1'), ...once1 })
})
afterAll(async () => {
  dynamodb.destroy()
  await server.close()
  proxy.close()
  await table.close()
})
afterEach(async () => {
  for (const target of ['slack', 'dynamodb', 'step-functions'] as const)
    await fail({ target, kind: 'error', times: 0 })
})

const post = (fault: unknown) =>
  fetch(`${server.url}/_local/faults`, { method: 'POST', body: JSON.stringify(fault) })
const fail = async (fault: Fault) => expect((await post(fault)).status).toBe(200)

const put = (pk: string, client = dynamodb) => table.put(pk, 'x', client)
const stored = async (pk: string) =>
  (
    await table.client.send(
      new GetItemCommand({ TableName: 'things', Key: { pk: { S: pk }, sk: { S: 'x' } } }),
    )
  ).Item !== undefined

describe('DynamoDB failing', () => {
  it('passes calls through, and tells of writes only', async () => {
    kicks = 0
    await put('through')
    await dynamodb.send(
      new GetItemCommand({ TableName: 'things', Key: { pk: { S: 'through' }, sk: { S: 'x' } } }),
    )
    expect([await stored('through'), kicks]).toEqual([true, 1])
  })

  it.each([
    ['error', 'InternalServerError', 500],
    ['throttle', 'ThrottlingException', 400],
    ['rate-limit', 'ProvisionedThroughputExceededException', 400],
  ] as const)('%s is a %s that was not applied', async (kind, name, status) => {
    await fail({ target: 'dynamodb', kind, times: 1 })
    await expect(put(kind)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } })
    expect(await stored(kind)).toBe(false)
    await put(kind)
  })

  it('is retried by the SDK as a real failure is', async () => {
    await fail({ target: 'dynamodb', kind: 'throttle', times: 2 })
    const patient = new DynamoDBClient({
      ...directClient(`${server.url}/_aws/dynamodb`, 'eu-central-1'),
      maxAttempts: 3,
    })
    expect((await put('patient', patient)).$metadata.attempts).toBe(3)
    patient.destroy()
  })

  it('timeout is never answered and not applied', async () => {
    await fail({ target: 'dynamodb', kind: 'timeout', times: 1 })
    const hasty = new DynamoDBClient({
      ...directClient(`${server.url}/_aws/dynamodb`, 'eu-central-1'),
      ...once1,
      requestHandler: { requestTimeout: HASTE_MS, throwOnRequestTimeout: true },
    })
    await expect(put('timeout', hasty)).rejects.toMatchObject({ name: 'TimeoutError' })
    hasty.destroy()
    expect(await stored('timeout')).toBe(false)
  })

  it('lost-response is applied, and the answer never comes', async () => {
    await fail({ target: 'dynamodb', kind: 'lost-response', times: 1 })
    await expect(put('lost')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await stored('lost')).toBe(true)
  })

  it('hits the named operation only, as often as asked, until it is cleared', async () => {
    await fail({ target: 'dynamodb', operation: 'GetItem', kind: 'error', times: 5 })
    await put('named')
    const get = () =>
      dynamodb.send(new GetItemCommand({ TableName: 'things', Key: { pk: { S: 'named' }, sk: { S: 'x' } } }))
    await expect(get()).rejects.toThrow()
    await fail({ target: 'dynamodb', kind: 'error', times: 0 })
    await expect(get()).resolves.toBeDefined()
  })
})

describe('Slack failing', () => {
  const client = (patience: { timeout?: number }) =>
    new WebClient('xoxb', {
      slackApiUrl: `${server.url}/_slack/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      ...patience,
    })
  const say = (patience = {}) => client(patience).chat.postMessage({ channel: 'C', text: 'hello' })

  it.each([
    ['error', { code: 'slack_webapi_http_error' }],
    ['rate-limit', { code: 'slack_webapi_rate_limited_error', retryAfter: 1 }],
    ['throttle', { code: 'slack_webapi_rate_limited_error', retryAfter: 1 }],
    ['timeout', { code: 'slack_webapi_request_error' }],
  ] as const)('%s reaches the WebClient as such, with nothing posted', async (kind, error) => {
    slackPosts = 0
    await fail({ target: 'slack', operation: 'chat.postMessage', kind, times: 1 })
    await expect(say(kind === 'timeout' ? { timeout: HASTE_MS } : {})).rejects.toMatchObject(error)
    expect(slackPosts).toBe(0)
    await expect(say()).resolves.toMatchObject({ ok: true })
  })

  it('lost-response posts the message and loses the answer', async () => {
    slackPosts = 0
    await fail({ target: 'slack', kind: 'lost-response', times: 1 })
    await expect(say()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    expect(slackPosts).toBe(1)
  })
})

describe('Step Functions failing', () => {
  it.each([
    ['error', 'InternalFailure'],
    ['throttle', 'ThrottlingException'],
  ] as const)('%s reaches the SDK as %s', async (kind, name) => {
    const sfn = new SFNClient({
      ...directClient(`${server.url}/_aws/step-functions`, 'eu-central-1'),
      maxAttempts: 1,
    })
    await fail({ target: 'step-functions', operation: 'StartExecution', kind, times: 1 })
    const start = () => sfn.send(new StartExecutionCommand({ stateMachineArn: 'arn' }))
    await expect(start()).rejects.toMatchObject({ name })
    await expect(start()).resolves.toMatchObject({ executionArn: 'arn' })
    sfn.destroy()
  })
})

describe('asking for failures', () => {
  it.each([
    {},
    { target: 'sqs', kind: 'error', times: 1 },
    { target: 'slack', kind: 'fire', times: 1 },
    { target: 'slack', kind: 'error', times: -1 },
    { target: 'slack', kind: 'error', times: 1, extra: true },
    'not an object',
  ])('refuses %o', async (fault) => {
    const answer = await post(fault)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toHaveProperty('error')
  })

  it('counts the calls that were made', async () => {
    const count = async () =>
      ((await (await fetch(`${server.url}/_local/calls`)).json()) as { calls: number }).calls
    const before = await count()
    await put('counted')
    expect(await count()).toBe(before + 1)
  })
})

describe('crashing at a call', () => {
  const program = `
    const { createOutbound, crashPointOf } = await import('${join(process.cwd(), 'local/outbound.ts')}')
    const { createFaults } = await import('${join(process.cwd(), 'local/faults.ts')}')
    const outbound = createOutbound(createFaults(), crashPointOf(process.argv[1]))
    const signal = new AbortController().signal
    const call = (name) => outbound.pass({ target: 'slack', operation: name, signal }, async () => process.stdout.write(name))
    await call('0')
    outbound.startCounting()
    for (const name of ['1', '2', '3']) await call(name)`

  it.each([
    ['2', '01'],
    ['2:before', '01'],
    ['2:after', '012'],
    ['9', '0123'],
  ])('CLAW_CRASH_AT=%s has applied %s', async (point, applied) => {
    const child = spawn(process.execPath, ['-e', program, point], { stdio: ['ignore', 'pipe', 'inherit'] })
    const output = child.stdout.setEncoding('utf8').toArray()
    const [, signal] = await once(child, 'close')
    expect((await output).join('')).toBe(applied)
    expect(signal).toBe(point === '9' ? null : 'SIGKILL')
  })
})
