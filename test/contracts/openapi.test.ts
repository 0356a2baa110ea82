// The document that describes the API: a real generator takes it, a client compiles against it, and it leaves out nothing.
import { describe, expect, it } from 'vitest'
import { openApi } from '#functions/meta/openapi.ts'
import { complaintsAbout, generate } from '#packages/openapi-check/check.ts'

const client = `
import type { components, operations, paths } from './api.ts'
type Asked = paths['/v1/actions']['post']['requestBody']['content']['application/json']
type Answer = paths['/v1/actions']['post']['responses']['200']['content']['application/json']
type Problem = paths['/v1/actions']['post']['responses']['429']['content']['application/problem+json']
export const asked: Asked = {
  idempotencyKey: 'k', tool: 'crm.delete', params: { records: ['r1'], deep: { er: [1, null, true] } },
}
export const decided = (answer: Answer): 'allow' | 'deny' | 'pending' => answer.decision
export const fields = (problem: Problem): string[] => (problem.errors ?? []).map(({ field }) => field)
export const held: paths['/v1/actions/{id}']['get']['parameters'] = { path: { id: 'act_1' }, query: { wait: '25' } }
export const page: paths['/status']['get']['responses']['200']['content']['text/html'] = '<html>'
export const health: operations['getHealth']['responses']['200']['content']['application/json'] = { status: 'ok' }
export const shared: components['schemas']['Problem']['status'] = 404
`
const wrong = `
import type { paths } from './api.ts'
type Body<Path extends '/v1/actions' | '/v1/usage'> = paths[Path]['post']['requestBody']['content']['application/json']
export const noTool: Body<'/v1/actions'> = { idempotencyKey: 'k', params: {} }
export const wordy: Body<'/v1/usage'> = { id: 'u', costUsd: 'a lot' }
export const gone: paths['/v1/nothing'] = {}
`

describe('a client of the OpenAPI document', { timeout: 300_000 }, () => {
  it('is generated, and compiles where it says what the document says, and only there', async () => {
    const api = await generate(openApi)
    expect(complaintsAbout({ 'api.ts': api, 'client.ts': client })).toEqual([])
    expect(complaintsAbout({ 'api.ts': api, 'wrong.ts': wrong })).toHaveLength(3)
  })
  it('is not generated from one whose references lead nowhere', async () => {
    const text = JSON.stringify(openApi).replaceAll('#/components/schemas/Json', '#/$defs/__schema0')
    expect(text).not.toBe(JSON.stringify(openApi))
    await expect(generate(JSON.parse(text) as object)).rejects.toThrow()
  })
})

describe('the document', () => {
  const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method} ${path}`,
      operation: operation as Record<string, unknown>,
    })),
  )
  it('names each operation once, and says what it does, who may call it and what it answers', () => {
    const ids = operations.map(({ operation }) => operation['operationId'])
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operation } of operations)
      expect(operation).toMatchObject({
        summary: expect.stringMatching(/./),
        security: expect.any(Array),
        responses: { 200: { content: expect.anything() } },
      })
  })
  it('points only at what it holds', () => {
    const text = JSON.stringify(openApi)
    const pointers = Array.from(text.matchAll(/"\$ref":"#\/([^"]+)"/g), ([, pointer]) => pointer!)
    expect(pointers.length).toBeGreaterThan(20)
    for (const pointer of new Set(pointers)) {
      const found = pointer
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], openApi)
      expect(found, pointer).toBeDefined()
    }
    expect(text).not.toContain('$defs')
  })
})
