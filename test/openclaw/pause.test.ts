// From `/claw pause` typed in Slack to a dead process: the real claw-control stops a real gateway, and lets it go on.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FakeModel } from './support/fake-model.ts'
import { startFakeModel } from './support/fake-model.ts'
import { createFigures } from './support/figures.ts'
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
  await gateway.say('hello')
})

const figures = createFigures()
afterAll(async () => {
  figures.print()
  await gateway?.stop()
  await Promise.all([system?.close(), model?.close()])
})

const file = (name: string) => join(gateway.workspace, name)
const call = (tool: string, params: object) => gateway.say(`TOOL ${tool} ${JSON.stringify(params)}`)
const running = (command: string): boolean => spawnSync('pgrep', ['-f', command]).status === 0
const acks = async () => (await system.audit('action=StopConfirmed')).length
const resume = async () => {
  for (const user of ['USECURITY', 'UPLATFORM']) await system.command(user, '/claw resume all')
  await until(
    'the agent being free again',
    async () => (await gateway.say('hello')) === 'Hello from the fake model.',
  )
}

test('what runs is dead after the command, and a new turn is refused with who and why', async () => {
  const sleep = `sleep 60.${process.pid}`
  // Sleeping alone would be free; what writes somewhere is asked about.
  const turn = call('exec', { command: `${sleep}; echo x >> slept.txt` })
  await system.click('UPLATFORM', await system.cardWith(sleep), 'approval.grant')
  await until('the sleep', () => running(sleep))

  await figures.measure('from /claw pause to the process gone', async () => {
    await system.command('USECURITY', '/claw pause all because of a rehearsal')
    await until('its end', () => !running(sleep))
  })
  await turn

  const answers = model.answers()
  const refusal = await gateway.say('hello')
  expect(refusal).toContain('USECURITY')
  expect(refusal).toContain('a rehearsal')
  expect(model.answers()).toBe(answers)
  await resume()
})

test('a pending approval is withdrawn by a pause, and its call never runs', async () => {
  const turn = call('exec', { command: 'echo x >> withdrawn.txt' })
  await system.cardWith('withdrawn.txt')
  await system.command('USECURITY', '/claw pause all because of a rehearsal')
  await turn
  await resume()

  expect(existsSync(file('withdrawn.txt'))).toBe(false)
})

test('read-only lets the agent read and not write', async () => {
  await call('write', { path: 'before.txt', content: 'written before' })
  await system.command('USECURITY', '/claw readonly all because of a rehearsal')

  expect(await call('read', { path: 'before.txt' })).toContain('written before')
  expect(await call('write', { path: 'during.txt', content: 'x' })).toContain('Denied by claw-control')
  expect(existsSync(file('during.txt'))).toBe(false)

  await resume()
  await call('write', { path: 'after.txt', content: 'written after' })
  expect(readFileSync(file('after.txt'), 'utf8')).toBe('written after')
})

test('the gate has been told of each stop', async () => {
  expect(await acks()).toBeGreaterThan(0)
})
