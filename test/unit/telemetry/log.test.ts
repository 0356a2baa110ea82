// A line of the log tells what, about which request, and by which codes; never what somebody else has worded.
import type { Context } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type HttpEvent, httpHandler, json } from '#functions/http/http-handler.ts'
import { Problem } from '#functions/http/problem.ts'
import { invocation } from '#telemetry/invocation.ts'
import { bindFields, errorFields, log, withFields } from '#telemetry/log.ts'

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'INFO'
})

let lines: Record<string, unknown>[]
const text = () => JSON.stringify(lines)
beforeEach(() => {
  lines = []
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      lines.push(
        ...String(chunk)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>),
      )
      return true
    })
})
afterEach(() => {
  vi.restoreAllMocks()
})

const TOKEN = `xoxb-${'1234567890'.repeat(2)}-${'abcDEF'.repeat(4)}`
class Upstream extends Error {
  override name = 'UpstreamError'
  readonly code = 'ECONNRESET'
}

describe('an error', () => {
  it('is told by its name, its code, its cause and its place, and never in its own words', () => {
    const cause = new TypeError('the customer is called Ada')
    log.fault('relay.failed', new Upstream('Bearer s3cret for ada@example.com', { cause }), {
      stream: 'action/1',
    })
    expect(lines).toMatchObject([
      {
        level: 'ERROR',
        message: 'relay.failed',
        stream: 'action/1',
        error: 'UpstreamError',
        code: 'ECONNRESET',
        cause: 'TypeError',
        at: expect.stringContaining('log.test.ts'),
      },
    ])
    expect(text()).not.toMatch(/Ada|ada@|s3cret/)
  })
  it('that words its name, its code or its place to look like one, too', () => {
    const sly = new Error('first\n    at the house of Ada\nlast')
    expect(JSON.stringify(errorFields(sly))).not.toContain('Ada')
    expect(errorFields(sly)['at']).toContain('log.test.ts')
    const named = Object.assign(new Error('no'), { name: 'the password is hunter2', code: 'pass word' })
    expect(errorFields(named)).toMatchObject({ error: 'Error', code: undefined })
    expect(errorFields('a thrown sentence')).toEqual({ error: 'string' })
  })
})

describe('a field', () => {
  it('has its secrets masked and is cut', () => {
    log.warn('agent.not-noted', { agent: `demo ${TOKEN}`, stream: 'x'.repeat(1_000) })
    expect(text()).not.toContain(TOKEN)
    expect(String(lines[0]?.['stream'])).toHaveLength(300)
  })
  it('that is bound stands on every line of its own request and on no other, however they are interleaved', async () => {
    const turns = Array.from({ length: 20 }, () => Math.random())
    await Promise.all(
      turns.map((_, index) =>
        withFields({ requestId: `r${index}` }, async () => {
          await new Promise(setImmediate)
          bindFields({ agent: `agent-${index}` })
          await new Promise(setImmediate)
          log.info('http.answered', { status: index })
        }),
      ),
    )
    log.info('after')
    expect(lines).toHaveLength(21)
    for (const { requestId, agent, status } of lines.slice(0, 20))
      expect([requestId, agent]).toEqual([`r${status}`, `agent-${status}`])
    expect(lines[20]).not.toHaveProperty('requestId')
  })
})

describe('an HTTP call', () => {
  const event = { routeKey: 'GET /v1/agent', requestContext: { requestId: 'req-1' } } as unknown as HttpEvent
  const context = { functionName: 'gate' } as Context
  const levelOf = async (work: Parameters<typeof httpHandler>[0]) => {
    await httpHandler(work)(event, context)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ requestId: 'req-1', route: 'GET /v1/agent', function: 'gate' })
    return [lines[0]?.['level'], lines[0]?.['status'], lines[0]?.['error']]
  }
  it('that is answered is news', async () => {
    expect(await levelOf(async () => json({}))).toEqual(['INFO', 200, undefined])
  })
  it('that is refused is news, without its sentence', async () => {
    const refuse = () => Promise.reject(new Problem(403, `not with ${TOKEN}`))
    expect(await levelOf(refuse)).toEqual(['INFO', 403, undefined])
    expect(text()).not.toContain('not with')
  })
  it('that we fail is a fault', async () => {
    expect(await levelOf(() => Promise.reject(new Upstream('words')))).toEqual([
      'ERROR',
      503,
      'UpstreamError',
    ])
    expect(text()).not.toContain('words')
  })
})

describe('a task', () => {
  it('that fails is a fault with its ids, and fails by the same name without another’s words', async () => {
    const task = invocation(async (_: { id: string }) => {
      throw new Upstream('it quoted the request')
    })
    await expect(task({ id: 'act_1' }, { functionName: 'announce' })).rejects.toMatchObject({
      name: 'UpstreamError',
      message: expect.not.stringContaining('quoted'),
    })
    expect(lines).toMatchObject([
      { level: 'ERROR', message: 'invocation.failed', action: 'act_1', function: 'announce' },
    ])
  })
  it('hands on what our own errors say, since workflows read it', async () => {
    const limited = Object.assign(new Error('30'), { name: 'SlackRateLimited' })
    await expect(invocation(() => Promise.reject(limited))({})).rejects.toBe(limited)
  })
})
