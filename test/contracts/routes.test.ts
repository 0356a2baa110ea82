// serverless.yml, the table of routes and what the functions answer are one thing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Route } from '#functions/contracts/route.ts'
import { routes } from '#functions/contracts/routes.ts'
import { openApi } from '#functions/meta/openapi.ts'
import { readService } from '#local/service.ts'
import { send } from '#test/support/http.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'

const table = Object.entries<Route>(routes)

it('the table holds exactly what serverless.yml serves, each with the function that serves it', () => {
  const served = readService(process.cwd(), 'local').functions.flatMap(({ key, routes: theirs }) =>
    theirs.map((route) => `${route} by ${key}`),
  )
  expect(table.map(([route, { function: by }]) => `${route} by ${by}`).sort()).toEqual(served.sort())
})

it('the OpenAPI document describes exactly the table', () => {
  const described = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(table.map(([route]) => route).sort())
})

describe('every call', { timeout: 120_000 }, () => {
  let laptop: Laptop
  beforeAll(async () => {
    laptop = await startLaptop()
  }, 120_000)
  afterAll(() => laptop.stop())

  const tokens = { agent: 'local-agent-token', operator: 'local-operator-token' }
  const call = (route: string, token?: string, more: { query?: string; body?: unknown } = {}) => {
    const [method = '', path = ''] = route.split(' ')
    const to = `${laptop.url}${path.replace('{id}', 'act_00000000000000000000000000').replace('{source}', 'generic')}`
    return send(method, `${to}${more.query ?? ''}`, {
      ...(token === undefined ? {} : { token }),
      ...(method === 'POST' ? { body: more.body ?? {} } : {}),
    })
  }
  const of = (...kinds: Route['auth'][]) => table.filter(([, { auth }]) => kinds.includes(auth))

  it.each(of('agent', 'operator', 'webhook', 'slack'))('%s turns a stranger away', async (route) => {
    expect([401, 429]).toContain((await call(route)).status)
    // After many of them from one place, guessing is slowed down.
    expect([401, 429]).toContain((await call(route, 'not-a-token-of-ours')).status)
  })
  it.each(of('agent', 'operator'))(
    '%s turns away whoever holds the other kind of token',
    async (route, { auth }) => {
      const { status, headers } = await call(route, tokens[auth === 'agent' ? 'operator' : 'agent'])
      expect(status).toBe(403)
      expect(headers.get('content-type')).toBe('application/problem+json')
    },
  )
  const reading = of('agent', 'operator')
  it.each(reading.filter(([, { body }]) => body instanceof z.ZodObject))(
    '%s refuses a field that it does not know',
    async (route, { auth, problems = [] }) => {
      const { status, body } = await call(route, tokens[auth as 'agent'], { body: { unheardOf: 1 } })
      // Where the path names something, that is looked up first or later; both are refusals.
      if (status === 404) expect(problems).toContain(404)
      else
        expect([status, body.errors?.map(({ field }) => field)]).toEqual([
          400,
          expect.arrayContaining(['unheardOf']),
        ])
    },
  )
  it.each(reading.filter(([, { query }]) => query))(
    '%s refuses a parameter that it does not know',
    async (route, { auth }) => {
      const body = { idempotencyKey: 'k', tool: 't', params: {} }
      const { status, body: answer } = await call(route, tokens[auth as 'agent'], {
        query: '?unheardOf=1',
        body,
      })
      expect([status, answer.errors]).toEqual([400, [expect.objectContaining({ field: 'unheardOf' })]])
    },
  )
  it.each(
    table.filter(
      ([route, { auth }]) => auth !== 'slack' && !route.startsWith('POST') && !route.includes('{'),
    ),
  )('%s answers what the table says', async (route, { auth, answer }) => {
    const { status, headers, body } = await call(route, auth === 'none' ? undefined : tokens[auth as 'agent'])
    expect(status).toBe(200)
    const type = headers.get('content-type')?.split(';')[0]
    if (typeof answer === 'string') expect(type).toBe(answer)
    else expect([type, answer.safeParse(body).error]).toEqual(['application/json', undefined])
  })
})
