// A gateway whose owner opened what the doctor shuts, with a model that prefers Code Mode: calls are judged all the same, and a stop stops all of it.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withAt } from '#plugins/openclaw/src/doctor/look-up.ts'
import type { House } from './support/doors.ts'
import { addJob, ask, denied, exists, forbidden, jobState, turn } from './support/doors.ts'
import type { FakeModel } from './support/fake-model.ts'
import { startFakeModel } from './support/fake-model.ts'
import { createFigures } from './support/figures.ts'
import { startGateway } from './support/openclaw.ts'
import { openRpc } from './support/rpc.ts'
import type { Script } from './support/stand-in.ts'
import { startStandIn } from './support/stand-in.ts'
import { until } from './support/until.ts'

let house: House
let model: FakeModel
const figures = createFigures()
const rules: Script = (seen) => {
  if (`${seen.method} ${seen.path}` !== 'POST /v1/actions') return undefined
  const never = JSON.stringify(seen.body['params']).includes(forbidden)
  return { body: house.gate.decision(`act_${randomUUID()}`, never ? 'deny' : 'allow') }
}

beforeAll(async () => {
  const gate = await startStandIn(rules)
  model = await startFakeModel()
  const gateway = await startGateway({
    gateUrl: gate.url,
    modelUrl: model.url,
    codeMode: true,
    settings: { unaskedJobs: true, toolSeconds: { '*': 3_000 }, askTimeoutSeconds: 20 },
    change: (settings) => {
      const opened: [string[], unknown][] = [
        [['gateway', 'terminal', 'enabled'], true],
        [['cron', 'triggers', 'enabled'], true],
      ]
      return opened.reduce((changed, [path, value]) => withAt(changed, path, value), settings)
    },
  })
  house = { gate, gateway, rpc: await openRpc(gateway.url) }
})

afterAll(async () => {
  figures.print()
  house?.rpc.close()
  await house?.gateway.stop()
  await Promise.all([house?.gate.close(), model?.close()])
})

/** One program of Code Mode; the agent's closing words. */
const program = (code: string) => turn(house, ['exec', { code }])
const running = (words: string): boolean => spawnSync('pgrep', ['-f', words]).status === 0
let sleeps = 0
/** A command that nobody else on this machine runs. */
const aSleep = (): string => `sleep 6${++sleeps}.${process.pid}`

describe('Code Mode', () => {
  test('an allowed call of a program runs, and the program itself needs no asking', async () => {
    const before = house.gate.asked(/^POST \/v1\/actions$/).length
    expect(await program(`return await write({ path: 'by-program.txt', content: 'x' })`)).toContain(
      'completed',
    )
    expect(exists(house, 'by-program.txt')).toBe(true)
    expect(
      house.gate
        .asked(/^POST \/v1\/actions$/)
        .slice(before)
        .map(({ body }) => body['tool']),
    ).toEqual(['write'])
  })

  test.each([
    ['a call', (path: string) => `return await write({ path: '${path}', content: 'x' })`],
    ['a command', (path: string) => `return await exec({ command: 'touch ${path}' })`],
    [
      'calls at once',
      (path: string) =>
        `return await Promise.all([1, 2].map(() => write({ path: '${path}', content: 'x' })))`,
    ],
    [
      'a call that is caught',
      (path: string) =>
        `try { await write({ path: '${path}', content: 'x' }) } catch (e) { return String(e) }`,
    ],
    [
      'a call found by search',
      (path: string) =>
        `const [w] = await catalog.search('write'); return await w({ path: '${path}', content: 'x' })`,
    ],
  ])('%s of a program is judged as itself', async (_name, code) => {
    const path = `${forbidden}-${randomUUID()}.txt`
    expect(await program(code(path))).toMatch(denied)
    expect(exists(house, path)).toBe(false)
  })

  test.each([
    ['the process', `return typeof process`],
    ['a way out of the box', `return this.constructor.constructor('return typeof process')()`],
    ['modules', `return await import('node:fs')`],
    ['modules of old', `return require('node:fs')`],
  ])('a program does not reach %s', async (_name, code) => {
    expect(await program(code)).not.toMatch(/"value":"object"|readFileSync/)
  })

  test('waiting belongs to programs: on its own it asks nothing and does nothing', async () => {
    expect(await turn(house, ['wait', { runId: 'no-such-program' }])).toMatch(
      /unknown|not found|expired|failed|No /i,
    )
  })
})

const paused = {
  effective: 'paused',
  engaged: [{ scope: 'all', mode: 'paused', reason: 'a test', by: 'USECURITY', since: 'now' }],
}
const acked = (revision: number) =>
  until('the confirmed stop', () =>
    house.gate
      .asked(/acks/)
      .findLast(({ body }) => body['revision'] === revision && (body['stragglers'] as string[]).length === 0),
  )
const pause = async (change: object = paused) => {
  house.gate.setSwitch(change)
  return acked(house.gate.revision())
}
const release = async () => {
  house.gate.setSwitch({ effective: 'run', engaged: [] })
  await acked(house.gate.revision())
}

interface Going {
  way: string
  /** Begins it with a command that sleeps; resolves once it has been asked for. */
  begin: (sleep: string) => Promise<unknown>
}

const going: Going[] = [
  {
    way: 'a command of a program',
    begin: async (sleep) => void program(`return await exec({ command: '${sleep}' })`),
  },
  {
    way: 'a command in the background',
    begin: (sleep) => program(`return await exec({ command: '${sleep}', background: true })`),
  },
  {
    way: 'a command that hides its origin',
    begin: (sleep) => program(`return await exec({ command: 'env -i ${sleep}', background: true })`),
  },
  {
    way: 'a scheduled command',
    begin: async (sleep) => {
      const id = await addJob(house, { payload: { kind: 'command', argv: ['sh', '-c', `${sleep}; true`] } })
      await house.rpc.call('cron.run', { id, mode: 'force' })
    },
  },
  {
    way: 'a watched command',
    begin: (sleep) => {
      const schedule = { kind: 'on-exit', command: `${sleep}; true`, cwd: house.gateway.workspace }
      return addJob(house, { schedule, payload: { kind: 'agentTurn', message: 'hello' } })
    },
  },
  {
    way: 'a command that is listened to',
    begin: (sleep) => {
      const schedule = { kind: 'stream', command: ['sh', '-c', `${sleep}; true`] }
      return addJob(house, { schedule, payload: { kind: 'agentTurn', message: 'hello' } })
    },
  },
  {
    way: 'a terminal',
    begin: async (sleep) => {
      const { sessionId } = (await house.rpc.call('terminal.open', { cols: 80, rows: 24 })) as {
        sessionId: string
      }
      await house.rpc.call('terminal.input', { sessionId, data: `${sleep}\n` })
    },
  },
]

describe('a pause', () => {
  test('ends everything that goes on, whatever began it, and confirms when nothing is left', async () => {
    const begun = going.map((entry) => ({ ...entry, sleep: aSleep() }))
    for (const { begin, sleep } of begun) await begin(sleep)
    for (const { way, sleep } of begun) await until(`${way} going on`, () => running(sleep))

    await figures.measure(`from the pause to the end of ${begun.length} ways`, async () => {
      house.gate.setSwitch(paused)
      await until('the end of all', () => !begun.some(({ sleep }) => running(sleep)))
    })
    await acked(house.gate.revision())
    expect(begun.filter(({ sleep }) => running(sleep)).map(({ way }) => way)).toEqual([])
    await release()
  })

  test('refuses what begins during it', async () => {
    await pause()
    const sleep = aSleep()
    const answers = model.answers()
    expect(await turn(house, ['exec', { code: `return await exec({ command: '${sleep}' })` }])).toContain(
      'paused',
    )
    expect(await house.gateway.say('hello')).toContain('paused')
    expect(await (await house.gateway.invoke('session_status', {})).text()).toContain('paused')
    expect(model.answers()).toBe(answers)
    await release()
    expect(running(sleep)).toBe(false)
  })

  test('ends a job that somebody starts by hand during it', async () => {
    const sleep = aSleep()
    const id = await addJob(house, { payload: { kind: 'command', argv: ['sh', '-c', `${sleep}; true`] } })
    await pause()
    expect(await jobState(house, id)).toBe('off')
    await ask(house, 'cron.run', { id, mode: 'force' })
    await until(
      'its being noticed',
      () =>
        JSON.stringify(house.gate.asked(/events/).map(({ body }) => body)).includes('were ended') ||
        JSON.stringify(house.gate.asked(/events/).map(({ body }) => body)).includes(`"job":"${id}"`),
    )
    await until('its end', () => !running(sleep))
    await release()
    await until('the job being on again', async () => (await jobState(house, id)) === 'on')
    await ask(house, 'cron.remove', { id })
  })

  test('by a budget says so, and what ends it', async () => {
    const engaged = [
      { scope: 'agent:demo-agent', mode: 'paused', reason: 'used up', by: 'budget', since: 'now' },
    ]
    await pause({ effective: 'paused', engaged })
    expect(await house.gateway.say('hello')).toMatch(/raise the budget or the day ends/)
    await release()
  })
})
