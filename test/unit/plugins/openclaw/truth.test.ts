// A gate that answers another question than it was asked: nothing runs, whichever way the answer is wrong.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCallKeys } from '#plugins/openclaw/src/call-keys.ts'
import { digestOf } from '#plugins/openclaw/src/json.ts'
import type { Reply, Script } from '#test/openclaw/support/stand-in.ts'
import { until } from '#test/openclaw/support/until.ts'
import type { Rig } from './rig.ts'
import { startRig } from './rig.ts'

let rig: Rig
let script: Script
const params = { path: 'a.txt', content: 'x' }
const isAsk = (path: string, method: string): boolean => method === 'POST' && path === '/v1/actions'

beforeEach(async () => {
  script = () => undefined
  rig = await startRig((seen) => script(seen))
})
afterEach(() => rig.close())

const answer = (change: Record<string, unknown>, verdict = 'allow'): Script => {
  return ({ method, path }) =>
    isAsk(path, method) ? { body: { ...rig.gate.decision('act_asked', verdict), ...change } } : undefined
}
const refused = async (tool = 'write') => {
  const verdict = await rig.judge(tool, params)
  return 'block' in verdict ? verdict.blockReason : 'it ran'
}
const receipt = (change: object = {}): string => {
  const claims = {
    jti: 'act_asked',
    sub: 'demo-agent',
    act: { tool: 'write', digest: digestOf({ agent: 'demo-agent', tool: 'write', params }) },
    ...change,
  }
  return ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'sig'].join('.')
}

test('an honest answer runs, with and without a receipt', async () => {
  script = answer({ receipt: receipt() })
  expect(await refused()).toBe('it ran')
  script = () => undefined
  expect(await refused()).toBe('it ran')
})

describe('nothing runs', () => {
  test.each<[string, Record<string, unknown>]>([
    ['on a digest of nothing', { digest: 'sha256:0' }],
    ['on no digest', { digest: undefined }],
    [
      'on the digest of other parameters',
      { digest: digestOf({ agent: 'demo-agent', tool: 'write', params: {} }) },
    ],
    ['on the digest of another tool', { digest: digestOf({ agent: 'demo-agent', tool: 'read', params }) }],
    ['on the digest of another agent', { digest: digestOf({ agent: 'another', tool: 'write', params }) }],
    ['on a receipt for another action', { receipt: receipt({ jti: 'act_2' }) }],
    ['on a receipt for another agent', { receipt: receipt({ sub: 'another' }) }],
    ['on a receipt for another call', { receipt: receipt({ act: { tool: 'write', digest: 'sha256:0' } }) }],
    ['on a receipt that is none', { receipt: 'not a receipt' }],
  ])('%s', async (_name, change) => {
    script = answer(change)
    expect(await refused()).not.toBe('it ran')
  })

  test('on an id that an earlier call had', async () => {
    script = answer({})
    expect(await refused()).toBe('it ran')
    expect(await refused()).toContain('belongs to an earlier call')
  })

  test('on the view of another action', async () => {
    const views: Reply[] = [{ body: { id: 'act_2', status: 'approved', reason: '', votes: [] } }]
    script = (seen) =>
      isAsk(seen.path, seen.method)
        ? { body: rig.gate.decision('act_1', 'pending') }
        : /^\/v1\/actions\/act_1\?/.test(seen.path)
          ? (views.shift() ?? { body: { status: 'denied', reason: 'No.', votes: [] } })
          : undefined
    expect(await refused()).toContain('Not approved (denied)')
    expect(rig.gate.asked(/start$/)).toHaveLength(0)
  })

  test('when the gate takes this gateway for another agent than before', async () => {
    expect(await refused()).toBe('it ran')
    const other = rig.make({ agent: 'billing-agent' })
    const ids = { runId: 'r', toolCallId: 'c' }
    const verdict = await other.gate({ toolName: 'write', params, ...ids }, ids)
    expect(verdict).toMatchObject({
      block: true,
      blockReason: expect.stringContaining('not for billing-agent'),
    })
    await other.stop()
  })
})

describe('a call that is given up', () => {
  test('takes its card back', async () => {
    script = (seen) => {
      if (isAsk(seen.path, seen.method)) return { body: rig.gate.decision('act_1', 'pending') }
      return /^\/v1\/actions\/act_1\?/.test(seen.path)
        ? { body: { status: 'pending', reason: '', votes: [] } }
        : undefined
    }
    const given = new AbortController()
    const verdict = rig.judge('write', params, { abortSignal: given.signal })
    await until('the wait', () => rig.gate.asked(/GET .*act_1/).length > 0)
    given.abort()
    expect(await verdict).toMatchObject({ block: true })
    const { body } = await until('the withdrawal', () => rig.gate.asked(/act_1\/withdraw/)[0])
    expect(body['reason']).toContain('given up')
  })

  test('of a gate that knows no withdrawal yet holds nothing up', async () => {
    script = (seen) => {
      if (isAsk(seen.path, seen.method)) return { body: rig.gate.decision('act_1', 'pending') }
      if (seen.path.endsWith('/withdraw')) return { status: 404, body: { detail: 'No such path.' } }
      return /^\/v1\/actions\/act_1\?/.test(seen.path)
        ? { body: { status: 'pending', reason: '', votes: [] } }
        : undefined
    }
    const given = new AbortController()
    const verdict = rig.judge('write', params, { abortSignal: given.signal })
    await until('the wait', () => rig.gate.asked(/GET .*act_1/).length > 0)
    given.abort()
    await verdict
    await until('its being said', () => rig.said.some((line) => line.includes('does not take this withdraw')))
  })
})

describe('an older gate', () => {
  const tooOld: Script = ({ method, path, body }) =>
    isAsk(path, method) && 'resolved' in body
      ? { status: 400, body: { detail: 'resolved: unknown field' } }
      : undefined

  test('is asked without places when the text says it all', async () => {
    script = tooOld
    expect(await refused()).toBe('it ran')
    expect(rig.gate.asked(/POST \/v1\/actions$/).at(-1)?.body).not.toHaveProperty('resolved')
  })

  test('is not believed about a path that leads elsewhere', async () => {
    script = tooOld
    const verdict = await rig.judge('write', { path: '../elsewhere.txt', content: 'x' })
    expect(verdict).toMatchObject({ block: true, blockReason: expect.stringContaining('too old') })
  })
})

describe('programs of Code Mode', () => {
  const program = { toolKind: 'code_mode_exec' }

  test('need no asking, and neither does waiting for them; a plain wait does', async () => {
    expect(await rig.judge('exec', { code: '1' }, {}, program)).toHaveProperty('params')
    expect(await rig.judge('wait', { runId: 'x' })).toHaveProperty('params')
    expect(rig.gate.asked(/POST \/v1\/actions$/)).toHaveLength(0)
    await rig.judge('wait', { runId: 'x' }, { runId: 'another-run' })
    expect(rig.gate.asked(/POST \/v1\/actions$/)).toHaveLength(1)
  })

  test('do not run where OpenClaw keeps them in no box', async () => {
    rig.executor.is = 'node'
    expect(await rig.judge('exec', { code: '1' }, {}, program)).toMatchObject({
      block: true,
      blockReason: expect.stringContaining('quickjs'),
    })
  })
})

test('two processes never ask under the same key, and neither does one twice', () => {
  const [one, other] = [createCallKeys(), createCallKeys()]
  const keys = [one('run', 'call', 'tool'), one('run', 'call', 'tool'), other('run', 'call', 'tool')]
  expect(new Set(keys).size).toBe(3)
})
