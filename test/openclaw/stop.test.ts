// The kill switch on a real gateway: what runs ends, nothing begins, and the gate is told; and every fault closes.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FakeModel } from './support/fake-model.ts'
import { startFakeModel } from './support/fake-model.ts'
import { createFigures } from './support/figures.ts'
import type { Gateway } from './support/openclaw.ts'
import { startGateway } from './support/openclaw.ts'
import type { Script, StandIn } from './support/stand-in.ts'
import { startStandIn } from './support/stand-in.ts'
import { until } from './support/until.ts'

let gate: StandIn
let model: FakeModel
let gateway: Gateway
/** What the gate does instead of the usual; each test sets its own. */
let script: Script

beforeAll(async () => {
  script = () => undefined
  gate = await startStandIn((seen) => script(seen))
  model = await startFakeModel()
  gateway = await startGateway({
    gateUrl: gate.url,
    modelUrl: model.url,
    settings: { askTimeoutSeconds: 1, outage: { readingTools: ['read'], seconds: 30 } },
  })
  await gateway.say('hello')
})

const figures = createFigures()
afterAll(async () => {
  figures.print()
  await gateway?.stop()
  await Promise.all([gate?.close(), model?.close()])
})

beforeEach(() => {
  script = () => undefined
})

const file = (name: string) => join(gateway.workspace, name)
const call = (tool: string, params: object) => gateway.say(`TOOL ${tool} ${JSON.stringify(params)}`)
const running = (command: string): boolean => spawnSync('pgrep', ['-f', command]).status === 0
const paused = {
  effective: 'paused',
  engaged: [
    { scope: 'all', mode: 'paused', reason: 'a rehearsal', by: 'USECURITY', since: '2026-01-01T10:00:00Z' },
  ],
}
const acked = (revision: number) =>
  until(
    `the ack of revision ${revision}`,
    () => gate.asked(/acks/).find(({ body }) => body['revision'] === revision)?.body,
  )
const release = async () => {
  gate.setSwitch({ effective: 'run', engaged: [] })
  await acked(gate.revision())
}

describe('a pause', () => {
  test('ends what runs, in the foreground and the background, and says so', async () => {
    const [front, back, disguised] = [60, 61, 62].map((seconds) => `sleep ${seconds}.${process.pid}`)
    const all = [front, back, disguised].map(String)
    await call('exec', { command: back, background: true })
    const env = { CLAW_CONTROL_GATEWAY: 'another', CLAW_CONTROL_SESSION: 'another' }
    await call('exec', { command: disguised, background: true, env })
    const turn = call('exec', { command: front })
    await until('all sleeping', () => all.every(running))

    gate.setSwitch(paused)
    await figures.measure('from the pause to the last process gone', () =>
      until('all being gone', () => !all.some(running)),
    )

    await turn
    const ack = await acked(gate.revision())
    expect(ack['stoppedRuns']).toHaveLength(1)
    expect(ack['stragglers']).toEqual([])
    const outcome = await until('the outcome', () =>
      gate.asked(/outcome/).find(({ body }) => body['status'] === 'unknown'),
    )
    expect(outcome.body['summary']).toMatch(/abort/i)
    await release()
  })

  test('refuses a new turn with a sentence, without asking the model', async () => {
    gate.setSwitch(paused)
    await acked(gate.revision())
    const answers = model.answers()

    expect(await gateway.say('hello')).toBe(
      'Agents are paused by USECURITY since 2026-01-01T10:00:00Z, because: a rehearsal. Nothing runs until it is released with /claw resume.',
    )
    expect(model.answers()).toBe(answers)
    await release()
    expect(await gateway.say('hello')).toBe('Hello from the fake model.')
  })

  test('ends the wait for an approval, and an approval that comes too late runs nothing', async () => {
    script = ({ method, path }) => {
      if (`${method} ${path}` === 'POST /v1/actions') return { body: gate.decision('act_slow', 'pending') }
      if (path.startsWith('/v1/actions/act_slow?'))
        return { body: { status: 'pending', reason: '', votes: [] } }
      return undefined
    }
    const turn = call('write', { path: 'too-late.txt', content: 'x' })
    await until('the wait', () => gate.asked(/act_slow/).length > 0)
    gate.setSwitch(paused)
    await turn
    script = () => undefined
    gate.push({ type: 'action', id: 'act_slow', status: 'approved' })
    await release()

    expect(existsSync(file('too-late.txt'))).toBe(false)
    expect(gate.asked(/act_slow\/start/)).toHaveLength(0)
  })

  test('of one channel leaves the others alone', async () => {
    gate.setSwitch({
      effective: 'run',
      engaged: [{ ...paused.engaged[0], scope: 'channel:telegram' }],
    })
    await acked(gate.revision())

    expect(await gateway.say('hello')).toBe('Hello from the fake model.')
    await release()
  })
})

describe('a fault of the gate runs nothing', () => {
  const ask = 'POST /v1/actions'
  const faults: [string, Script, string][] = [
    ['an error', () => ({ status: 500 }), 'cannot be reached (HTTP 500)'],
    ['a cut line', () => ({ cut: true }), 'cannot be reached'],
    ['silence', () => new Promise(() => undefined), 'cannot be reached (timeout)'],
    ['garbage', () => ({ body: '<html>' }), 'is not JSON'],
    ['JSON of another kind', () => ({ body: { decision: 'maybe', id: 'act_1' } }), 'no usable decision'],
    ['a wrong token', () => ({ status: 401, body: { detail: 'Who are you?' } }), 'Who are you?'],
    ['another time', () => ({ headers: { date: 'Thu, 01 Jan 2026 00:00:00 GMT' } }), 's apart'],
    ['too many requests', () => ({ status: 429, headers: { 'retry-after': '60' } }), 'more requests'],
  ]

  test.each(faults)('%s', async (name, answer, sentence) => {
    script = (seen) => (`${seen.method} ${seen.path}` === ask ? answer(seen) : undefined)
    const path = `${name.replaceAll(' ', '-')}.txt`

    expect(await call('write', { path, content: 'x' })).toContain(sentence)
    expect(existsSync(file(path))).toBe(false)
  })

  test('a lost answer to the start', async () => {
    script = ({ method, path }) => {
      if (`${method} ${path}` === ask) return { body: gate.decision('act_lost', 'pending') }
      return path.endsWith('act_lost/start') ? { cut: true } : undefined
    }

    await call('write', { path: 'lost.txt', content: 'x' })
    expect(existsSync(file('lost.txt'))).toBe(false)
    const { body } = await until('the outcome', () => gate.asked(/act_lost\/outcome/)[0])
    expect(body['status']).toBe('failed')
  })

  test('except a reading tool on its lease', async () => {
    await call('write', { path: 'readable.txt', content: 'what was written before' })
    script = ({ method, path }) => (`${method} ${path}` === ask ? { status: 503 } : undefined)

    expect(await call('read', { path: 'readable.txt' })).toContain('what was written before')
    expect(await call('write', { path: 'unwritable.txt', content: 'x' })).toContain('cannot be reached')
  })
})

test('usage of every model call and the trace arrive, content as digests', async () => {
  await gateway.say('a prompt with xyzzy in it')

  const { body } = await until('usage', () => gate.asked(/usage/)[0])
  expect(body).toMatchObject({
    provider: 'fake',
    model: 'fake-1',
    inputTokens: 234,
    outputTokens: 56,
    cacheReadTokens: 1_000,
  })
  expect(body['costUsd']).toBeCloseTo(0.001842)
  const kinds = () =>
    new Set(
      gate
        .asked(/events/)
        .flatMap((entry) => entry.body['events'] as { kind: string }[])
        .map(({ kind }) => kind),
    )
  await until('the whole trace', () =>
    ['prompt', 'model', 'tool', 'output'].every((kind) => kinds().has(kind)),
  )
  expect(JSON.stringify(gate.asked(/events/)).includes('xyzzy')).toBe(false)
})
