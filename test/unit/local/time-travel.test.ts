// Why: a skipped hour must do what an hour does: everything due, each at its own second, nothing twice.
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSchedules, type Schedules } from '#local/aws/schedules/schedules.ts'
import { installClock, type MovableClock } from '#local/clock.ts'
import { matcher } from '#local/routes.ts'
import type { FunctionEntry } from '#local/service.ts'
import { settle } from '#local/settle.ts'
import { createTimeTravel, type TimeTravel } from '#local/time-travel.ts'
import {
  createStepFunctions,
  type StepFunctions,
  stateMachineArn,
} from '#packages/step-functions-emulator/index.ts'

const minute = 60_000
const RealDate = Date
/** What the machine's own clock says; it moves when a test says so. */
let real = 0
const waiting = (seconds: number) => ({
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', Seconds: seconds, Next: 'Tell' },
    Tell: {
      Type: 'Task',
      Resource: 'arn:aws:lambda:us-east-1:000000000000:function:tell',
      Next: 'WaitAgain',
    },
    WaitAgain: { Type: 'Wait', Seconds: seconds, Next: 'TellAgain' },
    TellAgain: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:tell', End: true },
  },
})
const everyFiveMinutes = [
  { key: 'canary', schedules: [{ rate: ['rate(5 minutes)'] }] } as unknown as FunctionEntry,
]

let db: DatabaseSync
let clock: MovableClock
let stepFunctions: StepFunctions
let schedules: Schedules
let time: TimeTravel
let began = 0
/** What ran, with the virtual milliseconds since the beginning. */
let ran: { name: string; after: number }[] = []

function start() {
  clock = installClock(db)
  let effects = 0
  const invoke = async (name: string) => {
    effects += 1
    // A function takes a moment, in which time must not run on.
    real += 5
    await new Promise(setImmediate)
    ran.push({ name: name.replace(/^.*:/, ''), after: Date.now() - began })
    return {}
  }
  stepFunctions = createStepFunctions({ db, clock, invoke })
  schedules = createSchedules(db, clock, everyFiveMinutes, invoke)
  const timed = [stepFunctions, schedules]
  time = createTimeTravel({
    clock,
    timed,
    settle: () => settle(timed, () => effects),
    moved: () => undefined,
  })
  stepFunctions.resume()
  schedules.start()
}
function stop() {
  schedules.close()
  stepFunctions.close()
  clock.close()
}
const begin = async (seconds: number) => {
  stepFunctions.deploy('waiting', JSON.stringify(waiting(seconds)))
  await stepFunctions.handle(
    new Request('http://local/', {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution' },
      body: JSON.stringify({ stateMachineArn: stateMachineArn('waiting'), name: 'one', input: '{}' }),
    }),
  )
}

beforeEach(() => {
  real = Date.parse('2026-11-21T10:00:00Z')
  vi.spyOn(RealDate, 'now').mockImplementation(() => real)
  db = new DatabaseSync(':memory:')
  ran = []
  start()
  began = Date.now()
})
afterEach(() => {
  stop()
  db.close()
  vi.restoreAllMocks()
})

describe('skipping time', () => {
  it('fires everything that falls due on the way, each at its own time, in order', async () => {
    await begin(7 * 60)
    await time.advance(16 * 60)

    expect(ran.map(({ name }) => name)).toEqual(['canary', 'tell', 'canary', 'tell', 'canary'])
    expect(ran.map(({ after }) => after)).toEqual([5, 7, 10, 14, 15].map((minutes) => minutes * minute))
    expect(stepFunctions.executions()).toMatchObject([{ name: 'one', status: 'SUCCEEDED' }])
  })

  it('lands exactly where it was asked to, and time goes on from there', async () => {
    const before = Date.now()
    const reached = await time.advance(90)
    expect(reached - before).toBe(90_000)
    expect(Date.now()).toBe(reached)
    real += 7
    expect(Date.now()).toBe(reached + 7)
  })

  it('does one jump after the other', async () => {
    const before = Date.now()
    const reached = await Promise.all([time.advance(60), time.advance(60), time.advance(60)])
    expect(reached.map((at) => at - before)).toEqual([60_000, 120_000, 180_000])
  })

  it('takes 400 days in two steps', async () => {
    schedules.close()
    stepFunctions.deploy('waiting', JSON.stringify(waiting(150 * 86_400)))
    await begin(150 * 86_400)
    const quick = createTimeTravel({
      clock,
      timed: [stepFunctions],
      settle: () => settle([stepFunctions], () => ran.length),
      moved: () => undefined,
    })
    await quick.advance(400 * 86_400)
    expect(stepFunctions.executions()).toMatchObject([{ status: 'SUCCEEDED' }])
  })

  it('spreads what falls due very often over a long jump, and fires its last time', async () => {
    await time.advance(41 * 86_400)

    const times = ran.map(({ after }) => Math.round(after / minute / 5))
    expect(times.length).toBeGreaterThan(3)
    expect(times.length).toBeLessThanOrEqual(5)
    expect(times.at(-1)).toBe((41 * 24 * 60) / 5)
    expect(new Set(times.slice(2, -1).map((at, i) => at - (times[i + 1] ?? 0))).size).toBe(1)

    await time.advance(10 * 60)
    expect(
      ran.slice(times.length).map(({ after }) => Math.round(after / minute / 5) - (times.at(-1) ?? 0)),
    ).toEqual([1, 2])
  })

  it('fires once what fell due several times while nothing ran', async () => {
    await begin(60)
    stop()
    const offline = installClock(db)
    offline.moveTo(offline.now() + 60 * minute)
    offline.close()

    start()
    await stepFunctions.idle()
    await schedules.idle()
    expect(ran.map(({ name }) => name).sort()).toEqual(['canary', 'tell'])
  })
})

describe('the clock over HTTP', () => {
  const call = async (method: string, body?: unknown) => {
    const match = matcher(time.routes)(method, '/_local/clock')
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await match?.value(new Request('http://local/_local/clock', { method, ...init }), {})
    return { status: response?.status, body: (await response?.json()) as { now?: string; error?: string } }
  }

  it('answers the time reached', async () => {
    const before = Date.now()
    const { body } = await call('POST', { advanceSeconds: 3_600 })
    expect(Date.parse(body.now ?? '')).toBe(before + 3_600_000)
    expect(Date.parse((await call('GET')).body.now ?? '')).toBe(before + 3_600_000)
  })

  it.each([
    {},
    { advanceSeconds: 0 },
    { advanceSeconds: -1 },
    { advanceSeconds: '60' },
    { advanceSeconds: 401 * 86_400 },
    { advanceSeconds: 1, more: true },
    [],
  ])('refuses %o', async (body) => {
    expect(await call('POST', body)).toMatchObject({ status: 400, body: { error: expect.any(String) } })
  })
})
