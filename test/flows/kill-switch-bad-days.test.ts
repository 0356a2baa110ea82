// The kill switch while other things are broken: a stop holds, or the one who asked for it is told that it does not; nobody is told twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startProcess } from '#test/support/child.ts'
import { type Fault, requests, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { openSocket } from '#test/support/socket.ts'
import { switchOf } from '#test/support/switch.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
let turn: ReturnType<typeof switchOf>
beforeAll(async () => {
  laptop = await startLaptop()
  turn = switchOf(laptop)
})
afterAll(() => laptop.stop())
afterEach(async () => {
  await laptop.noFaults()
  await turn.release()
})

const decision = async () => (await laptop.agent.ask(requests.harmless)).body.decision

it.each<[string, Fault]>([
  ['Slack is down', { target: 'slack', operation: 'chat.postMessage', kind: 'error', times: 4 }],
  [
    'Slack loses its answers',
    { target: 'slack', operation: 'chat.postMessage', kind: 'lost-response', times: 2 },
  ],
  [
    'Slack asks for a pause',
    { target: 'slack', operation: 'chat.postMessage', kind: 'rate-limit', times: 2 },
  ],
  [
    'Step Functions fails',
    { target: 'step-functions', operation: 'StartExecution', kind: 'error', times: 6 },
  ],
])('%s: the stop holds at once, agents hear of it, and it is announced once, later', async (_, fault) => {
  const socket = await openSocket(laptop.url, tokens.agent)
  await socket.hear('the greeting', ({ type }) => type === 'switch')
  const before = (await turn.cards()).length
  await laptop.fault(fault)
  expect(await turn.claw('UPLATFORM', 'pause all because of a bad day')).toContain('All agents are paused')
  expect(await decision()).toBe('deny')
  await socket.hear('the pause', ({ effective }) => effective === 'paused')
  await laptop.advance(120)
  await until('the announcement', async () => (await turn.cards()).length > before)
  await laptop.advance(60)
  expect(await turn.cards()).toHaveLength(before + 1)
  socket.close()
})

it('the table fails: whoever asked is told that nothing was stopped, and nothing is', async () => {
  const { revision } = (await turn.look(tokens.agent)).body
  await laptop.fault({ target: 'dynamodb', operation: 'TransactWriteItems', kind: 'error', times: 50 })
  expect(await turn.claw('UPLATFORM', 'pause')).toContain('could not be answered')
  await laptop.noFaults()
  expect((await turn.look(tokens.agent)).body).toMatchObject({ revision, effective: 'run' })
})

it('the answer of the table is lost: the stop is engaged once', async () => {
  const { revision } = (await turn.look(tokens.agent)).body
  await laptop.fault({ target: 'dynamodb', operation: 'TransactWriteItems', kind: 'lost-response', times: 1 })
  await turn.claw('UPLATFORM', 'pause')
  await laptop.noFaults()
  expect((await turn.look(tokens.agent)).body).toMatchObject({ revision: revision + 1, effective: 'paused' })
})

it('a timed stop ends on time, whatever is down, for agents at once and on record later', async () => {
  await turn.stop('UPLATFORM', 'pause all for 5m')
  await laptop.fault({ target: 'slack', kind: 'error', times: 100_000 })
  await laptop.advance(301)
  expect(await decision()).toBe('allow')
  await laptop.noFaults()
  await laptop.advance(120)
  expect((await laptop.table.events()).map(({ action }) => action)).toContain('SwitchEnded')
})

it('the process dies right after the commit: started again it is still paused, and people are told once', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'claw-switch-crash-'))
  let running = await startProcess(dataDir)
  try {
    const stop = { command: 'engage', scope: 'all', mode: 'paused', reason: 'Crash' }
    expect((await switchOf(running).command(stop)).body.done).toBe(true)
    await running.kill()
    running = await startProcess(dataDir)
    expect((await running.agent.ask(requests.harmless)).body.decision).toBe('deny')
    const cards = () => switchOf(running).cards()
    await until('the announcement', async () => (await cards()).length > 0)
    await running.advance(30)
    expect(await cards()).toHaveLength(1)
  } finally {
    await running.kill()
    for (const dir of [dataDir, `${dataDir}-config`]) rmSync(dir, { recursive: true, force: true })
  }
})
