// What must hold whoever comes first: no request above a limit, and sums that are those of the distinct reports, to the millionth.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AgentLimits } from '#domain/limits/limits.ts'
import { spentAt } from '#domain/limits/usage.ts'
import { type Store, startStore } from '#test/support/store.ts'

let store: Store
let rate: typeof import('#store/limits/rate.ts')
let usage: typeof import('#store/limits/usage.ts')
let estimates: typeof import('#store/limits/estimates.ts')
let approvals: typeof import('#store/limits/approvals.ts')
beforeAll(async () => {
  store = await startStore()
  rate = await import('#store/limits/rate.ts')
  usage = await import('#store/limits/usage.ts')
  estimates = await import('#store/limits/estimates.ts')
  approvals = await import('#store/limits/approvals.ts')
})
afterAll(() => store.stop())

let agents = 0
const newAgent = () => `agent-${++agents}`
const at = (seconds: number) => new Date(Date.UTC(2026, 8, 12, 10) + seconds * 1000).toISOString()

describe('requests in a minute', () => {
  it('are never more than the limit, however many come at once, and those of another minute or agent count apart', async () => {
    const bursts = fc.array(fc.record({ minute: fc.nat(2), size: fc.integer({ min: 1, max: 12 }) }), {
      minLength: 1,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(bursts, fc.integer({ min: 1, max: 15 }), async (bursts, limit) => {
        const [agent, other] = [newAgent(), newAgent()]
        const asked = bursts.flatMap(({ minute, size }) => Array<number>(size).fill(minute))
        const answers = await Promise.all(
          asked.map(async (minute) => ({
            minute,
            passed: await rate.countRequest(agent, limit, at(minute * 60 + (minute % 7))),
          })),
        )
        for (const minute of [0, 1, 2]) {
          const of = answers.filter((each) => each.minute === minute)
          expect(of.filter(({ passed }) => passed)).toHaveLength(Math.min(limit, of.length))
        }
        expect(await rate.countRequest(other, limit, at(0))).toBe(true)
      }),
      { numRuns: 15 },
    )
  })
})

describe('questions to people', { timeout: 60_000 }, () => {
  const limits = { concurrentActions: 100, approvalRequests: { most: 4, withinMinutes: 10 } } as AgentLimits

  it('are never more than the limit in any ten minutes, in any order of arrival', async () => {
    const story = fc.array(fc.record({ wait: fc.nat(400), size: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(story, async (story) => {
        const agent = newAgent()
        const passed: number[] = []
        let seconds = 0
        for (const [step, { wait, size }] of story.entries()) {
          seconds += wait
          const answers = await Promise.all(
            Array.from({ length: size }, (_, index) =>
              approvals.reserveApproval(agent, `act_${step}_${index}`, { now: at(seconds), limits }),
            ),
          )
          passed.push(...answers.flatMap((refused) => (refused === undefined ? [seconds] : [])))
        }
        for (const first of passed)
          expect(passed.filter((each) => each >= first && each < first + 600).length).toBeLessThanOrEqual(4)
      }),
      { numRuns: 15 },
    )
  })
  it('take one place each, however often they are repeated', async () => {
    const agent = newAgent()
    const ask = (id: string) => approvals.reserveApproval(agent, id, { now: at(0), limits })
    expect(await Promise.all(Array.from({ length: 5 }, () => ask('act_1')))).toEqual(Array(5).fill(undefined))
    for (const id of ['act_2', 'act_3', 'act_4']) expect(await ask(id)).toBeUndefined()
    expect(await ask('act_5')).toBe('fatigue')
    expect(await ask('act_1')).toBeUndefined()
  })
})

describe('sixty asks of one agent at the same moment', { timeout: 60_000 }, () => {
  const sixty = Array.from({ length: 60 }, (_, index) => `act_${index}`)
  /** The table's time limits are short, and a machine may be busy; asking again must change nothing. */
  const patiently = async <T>(ask: () => Promise<T>): Promise<T> =>
    ask().catch((error: Error) => {
      if (error.name === 'TimeoutError') return patiently(ask)
      throw error
    })
  it.each([
    ['those within ten minutes', 100, 25, 'fatigue'],
    ['those that wait at once', 25, 100, 'concurrent'],
  ])('all get an answer, and none is let in beyond %s', async (_, concurrentActions, most, why) => {
    const limits = { concurrentActions, approvalRequests: { most, withinMinutes: 10 } } as AgentLimits
    const agent = newAgent()
    const ask = (id: string) => patiently(() => approvals.reserveApproval(agent, id, { now: at(0), limits }))
    const answers = await Promise.all(sixty.map(ask))
    expect(answers.filter((refused) => refused === undefined)).toHaveLength(25)
    expect(new Set(answers)).toEqual(new Set([undefined, why]))
    expect(await Promise.all(sixty.map(ask))).toEqual(answers)
  })
  it('hold no more than what is left, and as much of it as fits', async () => {
    const agent = newAgent()
    const hold = (id: string, seconds: number) =>
      patiently(() =>
        estimates.holdEstimate(agent, { id, usd: 0.1, at: at(seconds) }, { now: at(seconds), left: 2.5 }),
      )
    const first = await Promise.all(sixty.map((id) => hold(id, 0)))
    expect(first.filter(Boolean)).toHaveLength(25)
    expect(await Promise.all(sixty.map((id) => hold(id, 1)))).toEqual(first)
    const later = await Promise.all(sixty.map((id) => hold(`later_${id}`, 600)))
    expect(later.filter(Boolean)).toHaveLength(25)
  })
})

describe('an estimate', { timeout: 60_000 }, () => {
  it('is held exactly until ten minutes are over, in any order of sizes, and never beyond what is left', async () => {
    const story = fc.array(fc.record({ wait: fc.nat(400), cents: fc.integer({ min: 1, max: 60 }) }), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(story, async (story) => {
        const agent = newAgent()
        const held: { at: number; cents: number }[] = []
        let seconds = 0
        for (const [index, { wait, cents }] of story.entries()) {
          seconds += wait
          const standing = held.filter((each) => each.at > seconds - 600)
          const fits = standing.reduce((sum, each) => sum + each.cents, cents) <= 100
          const taken = await estimates.holdEstimate(
            agent,
            { id: `act_${index}`, usd: cents / 100, at: at(seconds) },
            { now: at(seconds), left: 1 },
          )
          expect(taken).toBe(fits)
          if (taken) held.push({ at: seconds, cents })
        }
      }),
      { numRuns: 15 },
    )
  })
})

describe('what was spent', () => {
  it('is the sum of the distinct reports, for each agent and for all, in any order and interleaving', async () => {
    const reports = fc.array(
      fc.record({
        id: fc.nat(8),
        agent: fc.nat(1),
        micros: fc.nat(2_000_000),
        day: fc.nat(2),
        hour: fc.nat(23),
      }),
      { minLength: 1, maxLength: 14 },
    )
    let month = 0
    await fc.assert(
      fc.asyncProperty(reports, async (reports) => {
        const names = [newAgent(), newAgent()]
        const days = `20${10 + ++month}-09`
        const now = `${days}-03T23:30:00.000Z`
        const added = await Promise.all(
          reports.map(async ({ id, agent, micros, day, hour }) => {
            const report = {
              id: `call-${id}`,
              agent: names[agent]!,
              costUsd: micros / 1e6,
              inputTokens: 1,
              outputTokens: 1,
              cacheReadTokens: 0,
              at: `${days}-0${day + 1}T${String(hour).padStart(2, '0')}:10:00.000Z`,
            }
            return { ...report, fresh: await usage.addUsage(report) }
          }),
        )
        const counted = added.filter(({ fresh }) => fresh)
        expect(counted).toHaveLength(new Set(added.map(({ agent, id }) => `${agent} ${id}`)).size)
        for (const scope of ['all', ...names.map((name) => `agent:${name}`)]) {
          const spent = spentAt(await usage.daysOf(scope, `${days}-01`, `${days}-03`), now)
          const of = counted.filter(({ agent }) => scope === 'all' || scope === `agent:${agent}`)
          const sum = (from: string) =>
            of
              .filter((each) => each.at >= from)
              .reduce((total, { costUsd }) => total + Math.round(costUsd * 1e6), 0) / 1e6
          expect(spent).toEqual({ day: sum(`${days}-03`), month: sum(days) })
        }
      }),
      { numRuns: 12 },
    )
  })
})
