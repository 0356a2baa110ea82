import { describe, expect, it } from 'vitest'
import type { SwitchAck } from '#domain/kill-switch/ack.ts'
import { remindersDue, secondsToNext } from '#domain/kill-switch/reminders.ts'
import { expected, isComplete, stopsOf } from '#domain/kill-switch/stops.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { engagement } from '../../blocks/stops.ts'

const T0 = engagement().since
const second = (seconds: number): string => plusSeconds(T0, seconds)
const about = (...agents: string[]) => agents.map((agent) => ({ agent, owner: 'UA', seenAt: second(-40) }))
const ack = (agent: string, revision: number, stragglers: string[] = []): SwitchAck => ({
  agent,
  revision,
  stoppedRuns: ['r1'],
  stragglers,
  stopMs: 40,
  at: second(1),
})

describe('how far a stop has come', () => {
  it('counts those who confirmed this revision or a later one, and names the others', () => {
    const stops = stopsOf(engagement({ revision: 3 }), about('a', 'b', 'c', 'd'), [
      ack('a', 3),
      ack('b', 5),
      ack('c', 2),
      ack('d', 3, ['process 7']),
    ])
    expect(stops.confirmed.map(({ agent }) => agent)).toEqual(['a', 'b'])
    expect(stops.silent.map(({ agent }) => agent)).toEqual(['c'])
    expect(stops.unfinished).toEqual([{ agent: 'd', left: ['process 7'] }])
    expect([expected(stops), isComplete(stops)]).toEqual([4, false])
  })
  it('takes the latest word of an agent', () => {
    const stops = stopsOf(engagement({ revision: 3 }), about('a'), [ack('a', 3, ['r1']), ack('a', 4)])
    expect(isComplete(stops)).toBe(true)
  })
  it('expects one agent where one is stopped, and nobody else', () => {
    const one = engagement({ scope: 'agent:a' })
    expect(expected(stopsOf(one, about('a', 'b'), [ack('b', 9)]))).toBe(1)
    expect(expected(stopsOf(engagement({ scope: 'skill:x' }), about('a', 'b'), []))).toBe(2)
  })
  it('counts an agent that confirms although nobody had heard of it, and never the canary', () => {
    const stops = stopsOf(engagement(), about('canary'), [ack('new', 3)])
    expect(stops.confirmed.map(({ agent }) => agent)).toEqual(['new'])
    expect(expected(stops)).toBe(1)
  })
})

describe('what people are reminded of', () => {
  const kinds = (...told: Parameters<typeof remindersDue>) => remindersDue(...told).map(({ kind }) => kind)
  it('stragglers after a minute, and only when there are any', () => {
    expect(kinds(engagement(), false, second(59))).toEqual([])
    expect(kinds(engagement(), false, second(60))).toEqual(['stragglers'])
    expect(kinds(engagement(), true, second(60))).toEqual([])
  })
  it('that it still stands, every half hour, once for all the half hours that were missed', () => {
    expect(kinds(engagement(), true, second(1_799))).toEqual([])
    expect(remindersDue(engagement(), true, second(5_500))).toEqual([
      { kind: 'still-engaged', at: second(5_400) },
    ])
  })
  it('that it ends in five minutes, unless it is shorter than that', () => {
    const timed = engagement({ until: second(1_800) })
    expect(kinds(timed, true, second(1_499))).toEqual([])
    expect(kinds(timed, true, second(1_500))).toEqual(['ends-soon'])
    expect(kinds(engagement({ until: second(240) }), true, second(200))).toEqual([])
  })
  it('looks often at first, then when something falls due, and never sooner than in a second', () => {
    expect(secondsToNext(engagement(), false, second(2))).toBe(1)
    expect(secondsToNext(engagement(), false, second(30))).toBe(3)
    expect(secondsToNext(engagement(), true, second(30))).toBe(1_770)
    expect(secondsToNext(engagement(), false, second(700))).toBe(1_100)
    expect(secondsToNext(engagement({ until: second(1_800) }), true, second(10))).toBe(1_490)
    expect(secondsToNext(engagement({ until: second(1_800) }), true, second(1_600))).toBe(200)
    expect(secondsToNext(engagement({ until: second(1_800) }), true, second(1_800))).toBe(1)
  })
})
