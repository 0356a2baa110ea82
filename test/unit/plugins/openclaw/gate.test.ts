// What the gate lets run, how often it asks, and which sentence the model gets when it does not.
import { afterEach, describe, expect, test } from 'vitest'
import type { Reply, Seen } from '#test/openclaw/support/stand-in.ts'
import { until } from '#test/openclaw/support/until.ts'
import type { Rig } from './rig.ts'
import { startRig } from './rig.ts'

let rig: Rig
afterEach(() => rig.close())

const ask = /^POST \/v1\/actions$/
const is = (at: RegExp, { method, path }: Seen) => at.test(`${method} ${path}`)
const keys = () => rig.gate.asked(ask).map(({ body }) => body['idempotencyKey'])
const verdict = (id: string, decision: string): Reply => ({ body: rig.gate.decision(id, decision) })
const view = (status: string, votes: object[] = []): Reply => ({ body: { status, reason: '', votes } })

describe('an allowed call', () => {
  test('runs with a copy of exactly what was asked, whatever becomes of the original', async () => {
    rig = await startRig()
    const params: Record<string, unknown> = { path: 'a', when: new Date(0), gone: undefined }

    const judged = rig.judge('write', params)
    params['path'] = 'changed after the question'

    expect(await judged).toEqual({ params: { path: 'a', when: '1970-01-01T00:00:00.000Z' } })
    expect(rig.gate.asked(ask)[0]?.body).toMatchObject({
      tool: 'write',
      params: { path: 'a', when: '1970-01-01T00:00:00.000Z' },
      session: 'agent:main:main',
      run: 'run-1',
    })
  })

  test('is asked again under the same key when the line breaks, and not at all when it is refused', async () => {
    let answers = 0
    rig = await startRig((seen) => (is(ask, seen) && ++answers <= 2 ? { cut: true } : undefined))

    expect(await rig.judge('write', {})).toHaveProperty('params')
    expect(new Set(keys()).size).toBe(1)
    expect(keys()).toHaveLength(3)
  })

  test('that comes a second time under the same call id is a question of its own', async () => {
    rig = await startRig()
    await rig.judge('write', { path: 'a' }, { toolCallId: 'call_0' })
    await rig.judge('write', { path: 'a' }, { toolCallId: 'call_0' })
    await rig.judge('write', { path: 'a' }, { toolCallId: 'call_0', runId: 'run-2' })

    expect(new Set(keys()).size).toBe(3)
    expect(keys().every((key) => String(key).startsWith('call_0.'))).toBe(true)
  })

  test('has a key, a session and a run that the gate takes, however long and strange its ids are', async () => {
    rig = await startRig()
    const strange = 'ä ☃\n'.repeat(100)
    await rig.judge('write', {}, { toolCallId: strange, runId: strange, sessionKey: strange })

    const body = rig.gate.asked(ask)[0]?.body
    for (const name of ['idempotencyKey', 'session', 'run'])
      expect(body?.[name]).toMatch(/^[\x21-\x7e]{1,200}$/)
  })

  test('belongs to the skill whose instructions the run has read', async () => {
    rig = await startRig()
    await rig.judge('read', { path: '/skills/outreach/SKILL.md' })
    await rig.judge('write', {})

    expect(rig.gate.asked(ask).map(({ body }) => body['skill'])).toEqual([undefined, 'outreach'])
  })
})

describe('a call that needs people', () => {
  const pendingThen = (reply: () => Reply, start?: () => Reply) => (seen: Seen) => {
    if (is(ask, seen)) return verdict('act_1', 'pending')
    if (is(/^GET \/v1\/actions\/act_1/, seen)) return reply()
    return is(/start$/, seen) ? start?.() : undefined
  }

  test('runs after their yes and the start, and the session sees both', async () => {
    let status = 'pending'
    rig = await startRig(pendingThen(() => view(status)))
    rig.control.start()
    await until('the live socket', () => rig.gate.sockets())
    const judged = rig.judge('exec', { command: 'x' })
    await until('the question', () => rig.gate.asked(/GET \/v1\/actions/).length)
    await until('the session being told', () => rig.shown.length)

    status = 'approved'
    rig.gate.push({ type: 'action', id: 'act_1', status })

    expect(await judged).toEqual({ params: { command: 'x' } })
    expect(rig.gate.asked(/start$/).map(({ body }) => body)).toMatchObject([{ params: { command: 'x' } }])
    await until('the end being shown', () => rig.shown.length === 2)
    expect(rig.shown.map(({ phase, status: how }) => [phase, how])).toEqual([
      ['requested', 'pending'],
      ['resolved', 'approved'],
    ])
  })

  test('hears by long poll where nothing can be pushed', async () => {
    let polls = 0
    rig = await startRig(pendingThen(() => view(++polls < 3 ? 'pending' : 'approved')))

    expect(await rig.judge('exec', {})).toHaveProperty('params')
    expect(rig.gate.asked(/wait=25/)).toHaveLength(3)
  })

  test('goes on waiting through an outage', async () => {
    let polls = 0
    rig = await startRig(pendingThen(() => (++polls === 1 ? { status: 503 } : view('approved'))))

    expect(await rig.judge('exec', {})).toHaveProperty('params')
  })

  test.each(['denied', 'expired', 'voided'])('does not run when it is %s', async (status) => {
    const votes = [{ by: 'UPLATFORM', verdict: 'deny', reason: 'not today' }]
    rig = await startRig(pendingThen(() => view(status, votes)))

    const judged = await rig.judge('exec', {})
    expect(judged).toHaveProperty('block', true)
    expect(judged).toHaveProperty('blockReason', expect.stringContaining('UPLATFORM says: not today'))
    expect(rig.gate.asked(/start$/)).toHaveLength(0)
  })

  test('does not run when the policies have changed their mind', async () => {
    rig = await startRig(
      pendingThen(
        () => view('approved'),
        () => ({ body: { decision: 'deny', reason: 'A SEV1 is open.' } }),
      ),
    )

    expect(await rig.judge('exec', {})).toHaveProperty(
      'blockReason',
      expect.stringContaining('A SEV1 is open.'),
    )
  })

  test('does not run when somebody has started it already, and leaves that one its outcome', async () => {
    rig = await startRig(
      pendingThen(
        () => view('approved'),
        () => ({ status: 409, body: { detail: 'It was started before.' } }),
      ),
    )

    expect(await rig.judge('exec', {})).toHaveProperty('block', true)
    await rig.control.stop()
    expect(rig.gate.asked(/outcome/)).toHaveLength(0)
  })

  test('ends with the run', async () => {
    rig = await startRig(pendingThen(() => view('pending')))
    const abort = new AbortController()
    const judged = rig.judge('exec', {}, { abortSignal: abort.signal })
    await until('the wait', () => rig.gate.asked(/wait=25/).length)
    abort.abort()

    expect(await judged).toHaveProperty('block', true)
    expect(rig.gate.asked(/start$/)).toHaveLength(0)
  })
})

describe('nothing runs', () => {
  test('when the answer is too long to be one', async () => {
    rig = await startRig((seen) => (is(ask, seen) ? { body: 'x'.repeat(1_100_000) } : undefined))
    expect(await rig.judge('write', {})).toHaveProperty('blockReason', expect.stringContaining('longer than'))
  })

  test('when the parameters cannot be said in JSON', async () => {
    rig = await startRig()
    const circle: Record<string, unknown> = {}
    circle['self'] = circle

    expect(await rig.judge('write', circle)).toHaveProperty('blockReason', expect.stringContaining('failed'))
    expect(rig.gate.asked(ask)).toHaveLength(0)
  })

  test('when the run was given up before the answer, and the gate is told that its grant was not used', async () => {
    const answer = Promise.withResolvers<Reply>()
    rig = await startRig((seen) => (is(ask, seen) ? answer.promise : undefined))
    const abort = new AbortController()
    const judged = rig.judge('write', {}, { abortSignal: abort.signal })
    await until('the question', () => rig.gate.asked(ask).length)

    abort.abort()
    expect(await judged).toHaveProperty('block', true)
    answer.resolve(verdict('act_9', 'allow'))
    const outcome = await until('the outcome', () => rig.gate.asked(/act_9\/outcome/)[0])

    expect(outcome.body).toMatchObject({ status: 'failed', summary: expect.stringContaining('never ran') })
  })

  test('and no sentence gives the token away', async () => {
    rig = await startRig((seen) =>
      is(ask, seen) ? { status: 400, body: { detail: 'idempotencyKey: too odd' } } : undefined,
    )
    const judged = await rig.judge('write', {})

    expect(judged).toHaveProperty('blockReason', expect.stringContaining('too odd'))
    expect(JSON.stringify([judged, rig.said])).not.toContain('a-token')
  })
})
