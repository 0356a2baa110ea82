// What agents and strangers send that must not count: refused with the field's name, and nothing at all is written.
import { connect } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { key, requests, tokens } from '#test/support/driver.ts'
import type { Sending } from '#test/support/http.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'

let laptop: Laptop
let id: string
beforeAll(async () => {
  laptop = await startLaptop()
  id = (await laptop.agent.ask(requests.one)).body.id
  await laptop.people.cardOf(id)
  await laptop.rest()
})
afterAll(() => laptop.stop())

const token = tokens.agent
const valid = { idempotencyKey: 'k', tool: 'crm.read', params: { record: 'r1' } }
const text = (change: object) => JSON.stringify({ ...valid, idempotencyKey: key(), ...change })
const nested = (levels: number) =>
  `{"idempotencyKey":"deep","tool":"crm.read","params":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`

/** Sends it and checks that the table is to the byte what it was before. */
const untouched = async (method: string, path: string, sending: Sending) => {
  const before = await laptop.table.items()
  const answer = await laptop.send(method, path, sending)
  const written = (await laptop.table.items()).filter(
    (item) => !before.some((old) => isDeepStrictEqual(old, item)),
  )
  expect({ written, status: answer.status }).toEqual({ written: [], status: answer.status })
  return answer
}

const bodies: [what: string, body: unknown, status: number, field: string][] = [
  ['nothing', '', 400, ''],
  ['no JSON', '{"tool":', 400, ''],
  ['JSON and something behind it', `${text({})} x`, 400, ''],
  ['a list', '[]', 400, ''],
  ['null', 'null', 400, ''],
  ['a tool that is a number', text({ tool: 7 }), 400, 'tool'],
  ['no tool', text({ tool: undefined }), 400, 'tool'],
  ['no key', text({ idempotencyKey: undefined }), 400, 'idempotencyKey'],
  ['an empty key', text({ idempotencyKey: '' }), 400, 'idempotencyKey'],
  ['a key of 201 characters', text({ idempotencyKey: 'k'.repeat(201) }), 400, 'idempotencyKey'],
  ['an emoji in the key', text({ idempotencyKey: 'k😀' }), 400, 'idempotencyKey'],
  ['a look-alike letter in the tool', text({ tool: 'сrm.read' }), 400, 'tool'],
  ['a line break in the session', text({ session: 'a\nb' }), 400, 'session'],
  ['no params', text({ params: undefined }), 400, 'params'],
  ['params that are a list', text({ params: [] }), 400, 'params'],
  ['params that are text', text({ params: 'rm' }), 400, 'params'],
  ['an unknown field', text({ agent: 'second-agent' }), 400, 'agent'],
  ['an intent of 2,001 characters', text({ intent: 'x'.repeat(2_001) }), 400, 'intent'],
  [
    'wrong types inside the params',
    text({ tool: 'crm.delete', params: { records: 'r1' } }),
    400,
    'params.records',
  ],
  ['NUL in the key', text({ idempotencyKey: 'a\0b' }), 400, 'idempotencyKey'],
  ['NUL in a parameter', text({ params: { record: 'a\0b' } }), 400, 'params.record'],
  ['NUL in the name of a parameter', text({ params: { 'a\0b': 1 } }), 400, 'params'],
  [
    'half a surrogate pair',
    '{"idempotencyKey":"s1","tool":"crm.read","params":{"record":"\\ud83d"}}',
    400,
    'params.record',
  ],
  ['the same key twice', '{"idempotencyKey":"d1","tool":"crm.read","tool":"exec","params":{}}', 400, 'tool'],
  [
    ...([
      'the same parameter twice',
      '{"idempotencyKey":"d2","tool":"crm.read","params":{"a":{"b":1,"b":2}}}',
    ] as const),
    ...([400, 'params.a.b'] as const),
  ],
  [
    ...([
      'the same key, once escaped',
      '{"idempotencyKey":"d3","tool":"crm.read","params":{"a":1,"\\u0061":2}}',
    ] as const),
    ...([400, 'params.a'] as const),
  ],
  [
    'a prototype as a parameter',
    '{"idempotencyKey":"p","tool":"crm.read","params":{"__proto__":{"a":1}}}',
    400,
    'params.__proto__',
  ],
  [
    'a prototype as a field',
    '{"idempotencyKey":"p","tool":"crm.read","params":{},"__proto__":{"a":1}}',
    400,
    '__proto__',
  ],
  [
    ...([
      'a prototype deep inside',
      '{"idempotencyKey":"p","tool":"crm.update","params":{"record":"r","fields":{"x":{"__proto__":1}}}}',
    ] as const),
    ...([400, 'params.fields.x.__proto__'] as const),
  ],
  [
    'a number beyond exactness',
    '{"idempotencyKey":"n1","tool":"crm.read","params":{"n":9007199254740993}}',
    400,
    'params.n',
  ],
  [
    'a number beyond all numbers',
    '{"idempotencyKey":"n2","tool":"crm.read","params":{"n":1e999}}',
    400,
    'params.n',
  ],
  ['NaN', '{"idempotencyKey":"n3","tool":"crm.read","params":{"n":NaN}}', 400, ''],
  ['33 levels', nested(32), 400, ''],
  ['1,000 levels', nested(1_000), 400, ''],
  ['100,000 levels', nested(50_000), 400, ''],
  ['1 MB', text({ params: { record: 'x'.repeat(1_000_000) } }), 413, ''],
]

describe('a request with', () => {
  it.each(bodies)('%s is refused by name, and nothing is written', async (_, body, status, field) => {
    const answer = await untouched('POST', '/v1/actions', { token, body })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) })
    if (status === 400) expect(answer.body.errors?.map((error) => error.field)).toContain(field)
  })

  it.each([
    ['application/octet-stream', text({})],
    ['application/xml', '<tool/>'],
    ['multipart/form-data; boundary=x', text({})],
  ])('the content type %s is refused', async (type, body) => {
    const answer = await untouched('POST', '/v1/actions', { token, body, headers: { 'content-type': type } })
    expect(answer.status).toBe(400)
    expect(answer.body.errors?.[0]?.field).toBe('content-type')
  })
  it.each([
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/vnd.claw+json',
    'text/plain;charset=UTF-8',
    'application/x-www-form-urlencoded',
  ])('the content type %s is taken', async (type) => {
    const body = text({})
    const answer = await laptop.send('POST', '/v1/actions', {
      token,
      body,
      headers: { 'content-type': type },
    })
    expect(answer.status).toBe(200)
  })
  it('emoji, umlauts and every bit of punctuation in its parameters is no problem at all', async () => {
    const record = '😀 ä \u2028 " \\ <!channel> &amp; \u202E end'
    expect((await laptop.agent.ask({ tool: 'web_search', params: { query: record } })).status).toBe(200)
  })
})

describe('the other calls', () => {
  const paths = () =>
    [
      ['POST', `/v1/actions/${id}/start`, '{"params":[]}', 'params'],
      ['POST', `/v1/actions/${id}/start`, '{"params":{},"force":true}', 'force'],
      ['POST', `/v1/actions/${id}/start`, '{"params":{"records":["a"],"records":["b"]}}', 'params.records'],
      ['POST', `/v1/actions/${id}/outcome`, '{"status":"great"}', 'status'],
      ['POST', `/v1/actions/${id}/outcome`, '{"status":"succeeded","durationMs":-1}', 'durationMs'],
      ['POST', `/v1/actions/${id}/outcome`, '{"status":"succeeded","summary":"a\\u0000"}', 'summary'],
      ['POST', '/v1/actions?dryRun=yes', text({}), 'dryRun'],
      ['POST', '/v1/actions?dry=true', text({}), 'dry'],
      ['GET', `/v1/actions/${id}?wait=26`, undefined, 'wait'],
      ['GET', `/v1/actions/${id}?wait=-1`, undefined, 'wait'],
      ['GET', `/v1/actions/${id}?wait=1&wait=2`, undefined, 'wait'],
      ['GET', `/v1/actions/${id}?since=1`, undefined, 'since'],
    ] as const
  it('name the field too, and write nothing', async () => {
    await laptop.rest()
    for (const [method, path, body, field] of paths()) {
      const answer = await untouched(method, path, { token, body })
      expect([path, answer.status, answer.body.errors?.[0]?.field]).toEqual([path, 400, field])
    }
  })
  it('refuse what the record cannot be searched by', async () => {
    for (const [query, field] of [
      ['from=yesterday', 'from'],
      ['result=fine', 'result'],
      ['who=me', 'who'],
      ['cursor=%7B%7D', 'cursor'],
      ['from=2026-02-01&to=2026-01-01', 'from'],
    ]) {
      const answer = await untouched('GET', `/v1/audit?${query}`, { token: tokens.operator })
      expect([query, answer.status, answer.body.errors?.[0]?.field]).toEqual([query, 400, field])
    }
  })
})

describe('who is not known', () => {
  const calls = () =>
    [
      ['POST', '/v1/actions', text({})],
      ['GET', `/v1/actions/${id}`, undefined],
      ['POST', `/v1/actions/${id}/start`, '{"params":{}}'],
      ['POST', `/v1/actions/${id}/outcome`, '{"status":"failed"}'],
      ['GET', '/v1/agent', undefined],
      ['GET', '/v1/audit', undefined],
    ] as const
  it.each([
    ['no token', undefined, 401],
    ['an unknown token', 'local-agent-token-3', 401],
    ['an empty token', '', 401],
    ['a very long token', 'x'.repeat(5_000), 401],
    ['a token with the wrong ending', `${tokens.agent} `.trimEnd().slice(0, -1), 401],
  ])('%s: refused everywhere, without a hint', async (_, wrong, status) => {
    for (const [method, path, body] of calls()) {
      const sending = { body, ...(wrong === undefined ? {} : { token: wrong }) }
      const answer = await untouched(method, path, sending)
      expect([path, answer.status]).toEqual([path, status])
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(answer.text).not.toContain('demo-agent')
    }
  })
  it('another scheme than Bearer is refused', async () => {
    const authorization = `Basic ${Buffer.from(`agent:${tokens.agent}`).toString('base64')}`
    expect((await untouched('GET', '/v1/agent', { headers: { authorization } })).status).toBe(401)
  })
  it('two tokens in one request are refused', async () => {
    const port = Number(new URL(laptop.url).port)
    const head = `GET /v1/agent HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n`
    const both = `Authorization: Bearer ${tokens.agent}\r\nAuthorization: Bearer ${tokens.second}\r\n`
    expect(await raw(port, `${head}${both}\r\n`)).toMatch(/^HTTP\/1\.1 401 /)
  })
  it("an operator's token asks for nothing, and an agent's searches nothing", async () => {
    for (const [method, path, body] of calls()) {
      const wrong = path === '/v1/audit' ? tokens.agent : tokens.operator
      const answer = await untouched(method, path, { token: wrong, body })
      expect([path, answer.status]).toEqual([path, 403])
    }
  })
})

const raw = (port: number, request: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.end(request))
    socket.setEncoding('utf8').on('data', (data) => {
      answer += data
    })
    socket.once('close', () => resolve(answer)).once('error', reject)
  })
