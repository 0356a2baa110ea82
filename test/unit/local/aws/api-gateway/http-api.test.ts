// Why: a handler that works here must meet the same request on AWS, and a foreign web page must reach none.
import { request } from 'node:http'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createHttpApi } from '#local/aws/api-gateway/http-api.ts'
import { type LocalServer, listen } from '#local/server.ts'
import type { Service } from '#local/service.ts'

const entry = {
  module: '',
  exportName: '',
  timeoutSeconds: 1,
  memoryMb: 1,
  environment: {},
  streams: [],
  sockets: [],
  schedules: [],
}
const service: Service = {
  name: 'test',
  stage: 'local',
  region: 'eu-central-1',
  environment: {},
  resources: {},
  functions: [
    { ...entry, key: 'echo', routes: ['POST /v1/things/{id}', 'GET /v1/things/{id}'] },
    { ...entry, key: 'answer', routes: ['GET /answer/{kind}'] },
  ],
}
const answers: Record<string, unknown> = {
  teapot: { statusCode: 418, headers: { 'X-One': 'a' }, cookies: ['a=1', 'b=2'], body: 'short and stout' },
  binary: { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'AP8=', isBase64Encoded: true },
  plain: { hello: 'world' },
  broken: { statusCode: 'no' },
}

let server: LocalServer
let event: APIGatewayProxyEventV2 | undefined

beforeAll(async () => {
  const httpApi = createHttpApi(service, {
    invoke: async (key, payload) => {
      event = payload as APIGatewayProxyEventV2
      const kind = event.pathParameters?.['kind'] ?? ''
      if (kind === 'throws') throw new Error('a secret detail')
      return key === 'answer' ? answers[kind] : { statusCode: 204 }
    },
  })
  server = await listen(0, httpApi)
})
afterAll(() => server.close())

/** Node's own client, since fetch refuses to send duplicate headers and foreign hosts. */
const raw = (
  path: string,
  headers: Record<string, string | string[]>,
  body: string | Buffer = '',
  method = 'POST',
) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const call = request(`${server.url}${path}`, { method, headers }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() })
    })
    call.once('error', reject)
    call.end(body)
  })

describe('the event that a handler gets', () => {
  it('carries route, decoded parameters, query and headers as API Gateway does', async () => {
    await raw(
      '/v1/things/a%20b?tag=1&tag=2&x=%C3%A4',
      {
        'Content-Type': 'application/json',
        'X-Twice': ['one', 'two'],
        Authorization: 'Bearer t',
        Cookie: 'a=1; b=2',
      },
      '{"ü":1}',
    )

    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /v1/things/{id}',
      pathParameters: { id: 'a b' },
      rawQueryString: 'tag=1&tag=2&x=%C3%A4',
      queryStringParameters: { tag: '1,2', x: 'ä' },
      cookies: ['a=1', 'b=2'],
      body: '{"ü":1}',
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'POST' }, requestId: expect.any(String) },
    })
    expect(event?.headers).toMatchObject({
      'x-twice': 'one,two',
      authorization: 'Bearer t',
      'content-type': 'application/json',
    })
  })

  it('joins even headers that Node would drop when they are sent twice', async () => {
    await raw('/v1/things/1', {
      'x-slack-signature': ['v0=a', 'v0=b'],
      authorization: ['Bearer a', 'Bearer b'],
    })
    expect(event?.headers).toMatchObject({
      'x-slack-signature': 'v0=a,v0=b',
      authorization: 'Bearer a,Bearer b',
    })
  })

  it.each([
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    [undefined, true],
    ['text/plain', false],
    ['application/json; charset=utf-8', false],
  ])('has a body of type %s in base64: %s', async (type, isBase64) => {
    await raw('/v1/things/1', type ? { 'content-type': type } : {}, Buffer.from('a=ü'))
    expect(event?.isBase64Encoded).toBe(isBase64)
    expect(Buffer.from(event?.body ?? '', isBase64 ? 'base64' : 'utf8').toString()).toBe('a=ü')
  })

  it('has neither body nor query when none was sent', async () => {
    await raw('/v1/things/1', {}, '', 'GET')
    expect(event).not.toHaveProperty('body')
    expect(event).not.toHaveProperty('queryStringParameters')
  })
})

describe('the answer that a caller gets', () => {
  it('is the status, headers, cookies and body of the handler', async () => {
    const response = await fetch(`${server.url}/answer/teapot`)
    expect([response.status, response.headers.get('x-one'), await response.text()]).toEqual([
      418,
      'a',
      'short and stout',
    ])
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('is decoded when the handler says base64', async () => {
    const response = await fetch(`${server.url}/answer/binary`)
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255])
  })

  it('is the whole result as JSON when that has no status', async () => {
    expect(await (await fetch(`${server.url}/answer/plain`)).json()).toEqual({ hello: 'world' })
  })

  it.each(['throws', 'broken'])('is a plain 500 when the handler %s', async (kind) => {
    const silent = vi.spyOn(console, 'error').mockReturnValue(undefined)
    const response = await fetch(`${server.url}/answer/${kind}`)
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }])
    silent.mockRestore()
  })

  it('is 404 where nothing is, and 413 over 10 MB', async () => {
    expect((await raw('/v1/nothing', {})).status).toBe(404)
    expect((await raw('/v1/things/1', {}, '', 'DELETE')).body).toBe('{"message":"Not Found"}')
    expect(
      (
        await raw('/v1/things/1', { 'content-length': String(10 * 1024 * 1024 + 1) }).catch(() => ({
          status: 413,
        }))
      ).status,
    ).toBe(413)
    expect((await raw('/v1/things/1', {}, Buffer.alloc(10 * 1024 * 1024))).status).toBe(204)
  })
})

describe('the port', () => {
  it.each(['evil.example', '127.0.0.1.evil.example', '10.0.0.1:80'])('refuses the host %s', async (host) => {
    expect((await raw('/v1/things/1', { host })).status).toBe(403)
  })

  it.each([
    [{ origin: 'http://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('lets a page elsewhere drive nothing: %o', async (headers) => {
    expect((await raw('/_local/clock', headers)).status).toBe(403)
    expect((await raw('/_slack/response/1', headers)).status).toBe(403)
  })

  it('lets its own page and programs through to the routes', async () => {
    expect((await raw('/_local/clock', { origin: server.url, 'sec-fetch-site': 'same-origin' })).status).toBe(
      404,
    )
    expect((await raw('/_local/clock', { host: `localhost:${server.port}` })).status).toBe(404)
  })

  it('says in one sentence that it is taken', async () => {
    await expect(listen(server.port, async () => undefined)).rejects.toThrow(`Port ${server.port} is in use`)
  })
})
