// Secrets are there when needed, fresh enough, and never in an error or a log.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { readSecret } from '#gateways/secrets.ts'
import { ok, pointAwsAt, startUpstream, type Upstream } from './upstream.ts'

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'INFO'
})

const schema = z.object({ token: z.string() })
const holds = (value: unknown) => ok({ ARN: 'arn', Name: 'n', SecretString: JSON.stringify(value) })
const broken = { status: 500, body: '{}' }
const MINUTE = 60_000

let aws: Upstream
let id = ''
let warnings: unknown[]
beforeAll(async () => {
  aws = await startUpstream()
  pointAwsAt(aws.url)
})
afterAll(() => aws.stop())
beforeEach(({ task }) => {
  id = task.id
  warnings = []
  vi.useFakeTimers({ toFake: ['Date'] })
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => warnings.push(String(chunk)) > 0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

describe('a secret', () => {
  it('is fetched when it is first needed, once for all who need it then, and kept for five minutes', async () => {
    aws.answers(() => holds({ token: 'one' }))
    expect(await Promise.all([readSecret(id, schema), readSecret(id, schema)])).toEqual([
      { token: 'one' },
      { token: 'one' },
    ])
    pass(4 * MINUTE)
    await readSecret(id, schema)
    expect(aws.asked).toHaveLength(1)
    aws.answers(() => holds({ token: 'two' }))
    pass(2 * MINUTE)
    expect(await readSecret(id, schema)).toEqual({ token: 'two' })
  })
  it('serves on when it cannot be refreshed, and is asked for again soon', async () => {
    aws.answers(() => holds({ token: 'one' }))
    await readSecret(id, schema)
    aws.answers(() => broken)
    pass(6 * MINUTE)
    expect(await readSecret(id, schema)).toEqual({ token: 'one' })
    expect(warnings.join('')).toContain('secret.stale')
    const asked = aws.asked.length
    await readSecret(id, schema)
    expect(aws.asked).toHaveLength(asked)
    aws.answers(() => holds({ token: 'two' }))
    pass(MINUTE)
    expect(await readSecret(id, schema)).toEqual({ token: 'two' })
  })
  it('serves on when its new value is not what is expected', async () => {
    aws.answers(() => holds({ token: 'one' }))
    await readSecret(id, schema)
    aws.answers(() => holds({ tokken: 'two' }))
    pass(6 * MINUTE)
    expect(await readSecret(id, schema)).toEqual({ token: 'one' })
  })
  it.each([
    ['is down', () => broken, 'could not be read'],
    ['hangs up', () => 'hang up' as const, 'could not be read'],
    ['holds no JSON', () => ok({ SecretString: 'xoxb-very-secret' }), 'is not JSON'],
    ['holds other fields', () => holds({ other: 'xoxb-very-secret' }), 'lacks or has wrong: token'],
  ])(
    'that never was good fails when Secrets Manager %s, and says nothing of a value',
    async (_, script, words) => {
      aws.answers(script)
      const error = await readSecret(id, schema).catch((thrown: unknown) => thrown as Error)
      expect(error).toMatchObject({ name: 'SecretUnavailable', message: expect.stringContaining(words) })
      expect(JSON.stringify([error, warnings, String((error as Error).cause)])).not.toContain('very-secret')
    },
  )
  it('does not keep a failure', async () => {
    aws.answers(() => broken)
    await expect(readSecret(id, schema)).rejects.toThrow('could not be read')
    aws.answers(() => holds({ token: 'one' }))
    expect(await readSecret(id, schema)).toEqual({ token: 'one' })
  })
})
