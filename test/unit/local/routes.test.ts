// Why: a request that reaches the wrong handler, or none, makes every local test lie.
import { describe, expect, it } from 'vitest'
import { matcher } from '#local/routes.ts'

const find = matcher({
  'GET /v1/actions/{id}': 'one',
  'GET /v1/actions/latest': 'latest',
  'POST /v1/actions/{id}/start': 'start',
  'POST /_aws/dynamodb': 'dynamodb',
  'GET /': 'root',
})

describe('matcher', () => {
  it.each([
    ['GET', '/v1/actions/act_1', 'one', { id: 'act_1' }],
    ['GET', '/v1/actions/a%2Fb%20c', 'one', { id: 'a/b c' }],
    ['GET', '/v1/actions/latest', 'latest', {}],
    ['POST', '/v1/actions/act_1/start', 'start', { id: 'act_1' }],
    ['POST', '/_aws/dynamodb/', 'dynamodb', {}],
    ['GET', '/', 'root', {}],
  ])('%s %s reaches %s', (method, path, value, params) => {
    expect(find(method, path)).toMatchObject({ value, params })
  })

  it.each([
    ['POST', '/v1/actions/act_1'],
    ['GET', '/v1/actions'],
    ['GET', '/v1/actions/'],
    ['GET', '/v1/actions/%E0%A4%A'],
    ['GET', '/v1//act_1'],
    ['GET', '/v1/actions/act_1/start'],
  ])('%s %s reaches nothing', (method, path) => {
    expect(find(method, path)).toBeUndefined()
  })

  it('refuses a table with something that is no route', () => {
    expect(() => matcher({ '/v1/actions': 1 })).toThrow('Not a route')
  })
})
