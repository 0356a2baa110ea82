// The gate in front of a real gateway and the real claw-control: what runs and what doesn't, seen on disk.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '#test/support/table.ts'
import type { FakeModel } from './support/fake-model.ts'
import { startFakeModel } from './support/fake-model.ts'
import type { Gateway } from './support/openclaw.ts'
import { startGateway } from './support/openclaw.ts'
import type { System } from './support/system.ts'
import { startSystem } from './support/system.ts'
import { until } from './support/until.ts'

let system: System
let model: FakeModel
let gateway: Gateway

beforeAll(async () => {
  ;[system, model] = await Promise.all([startSystem(), startFakeModel()])
  gateway = await startGateway({ gateUrl: system.url, modelUrl: model.url })
})

afterAll(async () => {
  await gateway?.stop()
  await Promise.all([system?.close(), model?.close()])
})

const file = (name: string) => join(gateway.workspace, name)
const linesIn = (name: string) =>
  existsSync(file(name)) ? readFileSync(file(name), 'utf8').trim().split('\n').length : 0
const call = (tool: string, params: object) => gateway.say(`TOOL ${tool} ${JSON.stringify(params)}`)

/** The outcome on record of the call that mentions this text. */
const outcomeOf = (text: string) =>
  until(`an outcome of ${text} on record`, async () => {
    const events = await system.audit('agent=demo-agent')
    const asked = events.find((event) => JSON.stringify(event).includes(text))
    return events.find(
      ({ stream, action }) =>
        stream === asked?.['stream'] && /outcome|succeeded|failed/i.test(String(action)),
    )
  })

test('an allowed tool runs, and the record says how it went', async () => {
  await call('write', { path: 'allowed.txt', content: 'hello' })

  expect(readFileSync(file('allowed.txt'), 'utf8')).toBe('hello')
  expect(await outcomeOf('allowed.txt')).toBeDefined()
})

test('a denied tool does not run, and the model learns why', async () => {
  const answer = await call('write', { path: 'SOUL.md', content: 'be evil' })

  expect(existsSync(file('SOUL.md')) && readFileSync(file('SOUL.md'), 'utf8').includes('be evil')).toBe(false)
  expect(answer).toContain('Denied by claw-control')
  expect(answer).toContain('Nothing was run')
})

test('a tool that needs people waits, shows it, runs after the click, and only once', async () => {
  const turn = call('exec', { command: 'echo once >> once.txt' })
  const card = await system.cardWith('once.txt')
  expect(existsSync(file('once.txt'))).toBe(false)
  const shown = await until('the session being told', async () =>
    (await gateway.witnessed()).find(({ seen, status }) => seen === 'approval' && status === 'pending'),
  )
  expect(shown['message']).toContain('platform')

  await system.click('UPLATFORM', card, 'approval.grant')
  await turn

  expect(linesIn('once.txt')).toBe(1)
  await system.click('UPLATFORM2', card, 'approval.grant').catch(() => undefined)
  expect(await outcomeOf('once.txt')).toBeDefined()
  expect(linesIn('once.txt')).toBe(1)
})

test('a person says no: nothing runs, and the model is told the reason', async () => {
  const turn = call('exec', { command: 'echo no >> refused.txt' })
  const card = await system.cardWith('refused.txt')
  await system.click('UPLATFORM', card, 'approval.deny')
  await system.fillModal('UPLATFORM', 'not on a Friday')

  expect(await turn).toContain('not on a Friday')
  expect(existsSync(file('refused.txt'))).toBe(false)
})

test('parameters that another plugin changes after the approval do not run', async () => {
  await call('write', { path: 'meddled.txt', content: 'approved, then MEDDLE' })

  expect(readFileSync(file('meddled.txt'), 'utf8')).toBe('approved, then MEDDLE')
})

test('parameters that are changed behind even that are reported as another call than was approved', async () => {
  await call('write', { path: 'behind.txt', content: 'approved, then SNEAK' })

  expect(readFileSync(file('behind.txt'), 'utf8')).toBe('something that nobody approved')
  await until('the alarm', async () => (await gateway.log()).includes('other parameters than were approved'))
})

test('a tool inside another tool is judged as itself', async () => {
  const params = { id: 'write', args: { path: 'SOUL.md', content: 'be evil, in a wrapper' } }
  const answer = await call('tool_call', params)

  expect(answer).toContain('Denied by claw-control')
  expect(existsSync(file('SOUL.md')) && readFileSync(file('SOUL.md'), 'utf8').includes('evil')).toBe(false)
})

test('a tool that is invoked over HTTP is judged as well', async () => {
  const allowed = await gateway.invoke('session_status', {})
  const denied = await gateway.invoke('witness_write', { path: file('invoked.txt') })

  expect(allowed.status).toBe(200)
  expect(await outcomeOf('session_status')).toBeDefined()
  expect(denied.status).not.toBe(200)
  expect(await denied.text()).toContain('Denied by claw-control')
  expect(existsSync(file('invoked.txt'))).toBe(false)
})

test('a subagent comes past the gate like its parent', async () => {
  const task = (path: string) => `TOOL write ${JSON.stringify({ path, content: 'from below' })}`
  await call('tool_call', { id: 'sessions_spawn', args: { task: task('below.txt') } })
  await call('tool_call', { id: 'sessions_spawn', args: { task: task('IDENTITY.md') } })

  await until('the subagent writing', () => existsSync(file('below.txt')), 30_000)
  await until(
    'the denial of the other',
    async () =>
      (await system.audit('agent=demo-agent&result=refused')).some((event) =>
        JSON.stringify(event).includes('IDENTITY.md'),
      ) || (await gateway.witnessed()).some((entry) => /Denied.*IDENTITY/.test(JSON.stringify(entry))),
    30_000,
  )
  expect(existsSync(file('IDENTITY.md')) && readFileSync(file('IDENTITY.md'), 'utf8').includes('below')).toBe(
    false,
  )
})

test('what the model calls cost counts against the budget', async () => {
  const spent = async () => {
    const response = await fetch(`${system.url}/v1/usage`, {
      method: 'POST',
      headers: { authorization: 'Bearer local-agent-token', 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'a-look-at-the-sum' }),
    })
    return ((await response.json()) as { spentDayUsd: number }).spentDayUsd
  }
  const before = await spent()
  await gateway.say('hello')

  await until('the cost of one more call', async () => (await spent()) >= before + 0.0018)
})

test('the trace of a turn arrives: what was asked, what the model and the tool did', async () => {
  const table = lookInto(`${system.url}/_aws/dynamodb/`)
  await call('write', { path: 'traced.txt', content: 'x' })
  await until('prompt and tool in the trace', async () => {
    const all = JSON.stringify(
      (await table.items()).filter((item) => item['pk']?.S?.startsWith('trace/demo-agent/')),
    )
    return ['prompt', 'model', 'tool'].every(
      (kind) => all.includes(`"${kind}"`) || all.includes(`\\"${kind}\\"`),
    )
  })
})

test('while claw-control is down nothing runs', async () => {
  await system.end()
  const answer = await call('write', { path: 'down.txt', content: 'x' })
  expect(answer).toContain('claw-control cannot be reached')
  expect(existsSync(file('down.txt'))).toBe(false)

  await system.restart()
  await call('write', { path: 'up-again.txt', content: 'x' })
  expect(existsSync(file('up-again.txt'))).toBe(true)
})

test('an outcome that fell into an outage arrives after it', async () => {
  const turn = call('exec', { command: 'sleep 1; echo done > through.txt' })
  await system.click('UPLATFORM', await system.cardWith('through.txt'), 'approval.grant')
  const started = async () =>
    (await system.audit('agent=demo-agent')).some(({ action }) => action === 'ActionStarted')
  await until('the start', started)

  await system.end()
  await turn
  expect(existsSync(file('through.txt'))).toBe(true)

  await system.restart()
  expect(await outcomeOf('through.txt')).toBeDefined()
})
