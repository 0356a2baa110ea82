// Given what was posted and who waits, when somebody wants to post, then it is their turn, or they get the place that is theirs.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Ask,
  closeLine,
  type Lane,
  lanes,
  type Outbox,
  refusing,
  type SlackPace,
  secondsBehind,
  takeTurn,
  UPDATES,
  WORKSPACE,
  withoutPast,
  withRefusal,
} from '#domain/posting/outbox.ts'

const pace: SlackPace = { postsPerChannel: 60, postsPerWorkspace: 600, updatesPerWorkspace: 60 }
const T0 = Date.parse('2026-03-29T00:50:00.000Z')
const second = 1_000

const ask = (lane: Lane, now: number, more: Partial<Ask> = {}): Ask => ({
  lines: ['C1', WORKSPACE],
  lane,
  count: 1,
  now,
  ...more,
})

/** Everybody asks as told, and comes again when their place has come, until all have posted: who posted when. */
const run = (posts: { lane: Lane; at: number; line?: string }[]) => {
  let outbox: Outbox = {}
  const done: { index: number; lane: Lane; at: number; line: string }[] = []
  let waiting = posts.map(({ lane, at, line = 'C1' }, index) => ({
    index,
    lane,
    line,
    at: T0 + at,
    place: undefined as number | undefined,
  }))
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.at - b.at || lanes.indexOf(a.lane) - lanes.indexOf(b.lane) || a.index - b.index)
    const [next, ...others] = waiting
    const { lane, line, at, place, index } = next!
    const taken = takeTurn(outbox, ask(lane, at, { lines: [line, WORKSPACE], place }), pace)
    outbox = withoutPast(taken.outbox, at)
    waiting = others
    if (taken.turn.go) done.push({ index, lane, at, line })
    else {
      expect(taken.turn.place).toBeGreaterThan(at)
      waiting.push({ ...next!, at: taken.turn.place, place: taken.turn.place })
    }
  }
  return done
}

describe('in a quiet time', () => {
  it('whoever comes posts at once, a dozen one after the other', () => {
    const posts = Array.from({ length: 12 }, (_, n) => ({ lane: lanes[n % 2]!, at: n }))
    expect(run(posts).map(({ at }, n) => at - posts[n]!.at)).toEqual(posts.map(() => T0))
  })
})

describe('in a storm', () => {
  const storm = Array.from({ length: 300 }, (_, n) => ({ lane: 'incidents' as const, at: n * 10 }))

  it('an approval in the same channel is posted the moment it is asked for, and the storm goes on', () => {
    const approvals = Array.from({ length: 10 }, (_, n) => ({
      lane: 'urgent' as const,
      at: 20_000 + n * 7_000,
    }))
    const done = run([...storm, ...approvals])
    expect(done).toHaveLength(310)
    for (const { lane, at, index } of done)
      if (lane === 'urgent') expect(at).toBe(T0 + approvals[index - storm.length]!.at)
  })
  it('those who came first in a lane post first', () => {
    const order = run(storm).map(({ index }) => index)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })
  it('another channel is not held up', () => {
    const done = run([...storm, { lane: 'incidents', at: 5_000, line: 'C2' }])
    expect(done.find(({ line }) => line === 'C2')?.at).toBe(T0 + 5_000)
  })
  it('it is told how far behind each lane is', () => {
    let outbox: Outbox = {}
    for (const { lane } of storm) outbox = takeTurn(outbox, ask(lane, T0), pace).outbox
    const { urgent, incidents, rest } = secondsBehind(outbox, T0)
    expect([urgent, rest]).toEqual([0, 0])
    expect(incidents).toBeGreaterThan(250)
    expect(incidents).toBeLessThan(310)
  })
})

it('nobody posts before Slack’s pause is over, and a refusal is remembered until it is lifted', () => {
  const closed = closeLine({}, 'C1', T0 + 30 * second)
  expect(takeTurn(closed, ask('urgent', T0), pace).turn).toEqual({ go: false, place: T0 + 30 * second })
  const refused = withRefusal(closed, 'C1', { code: 'is_archived', since: 's1' })
  const again = withRefusal(refused, 'C1', { code: 'is_archived', since: 's2' })
  expect(refusing(withoutPast(again, T0 + 99 * second))).toEqual([
    { channel: 'C1', code: 'is_archived', since: 's1' },
  ])
  expect(takeTurn(again, ask('rest', T0 + 40 * second), pace).turn).toEqual({ go: true, refused: true })
  expect(refusing(withRefusal(again, 'C1', undefined))).toEqual([])
})

it('changes of messages have a line of their own', () => {
  const update = ask('rest', T0, { lines: [UPDATES] })
  let outbox: Outbox = {}
  let went = 0
  for (let n = 0; n < 40; n++) {
    const taken = takeTurn(outbox, update, pace)
    outbox = taken.outbox
    if (taken.turn.go) went += 1
  }
  expect(went).toBeGreaterThan(5)
  expect(went).toBeLessThan(15)
  expect(takeTurn(outbox, ask('rest', T0), pace).turn.go).toBe(true)
})

const wish = fc.record({
  lane: fc.constantFrom(...lanes),
  at: fc.integer({ min: 0, max: 60_000 }),
  line: fc.constantFrom('C1', 'C2'),
})
it('whatever comes: everybody posts once, and no channel hears more than its pace and a burst', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 150 }), (wishes) => {
      const done = run(wishes)
      expect(new Set(done.map(({ index }) => index)).size).toBe(wishes.length)
      for (const line of ['C1', 'C2']) {
        const times = done.filter((each) => each.line === line).map(({ at }) => at)
        for (const [n, from] of times.entries())
          for (const [more, to] of times.slice(n).entries())
            expect(more + 1).toBeLessThanOrEqual(31 + (to - from) / second)
      }
    }),
    { numRuns: 60 },
  )
})
