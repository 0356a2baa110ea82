import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SwitchEvent } from '#domain/kill-switch/events.ts'
import { killSwitch, type SwitchCommand } from '#domain/kill-switch/kill-switch.ts'
import { effectiveMode, engagedNow, isWithdrawn, type Mode, SwitchState } from '#domain/kill-switch/state.ts'
import { type Actor, system } from '#domain/shared/actor.ts'
import { plusSeconds } from '#domain/shared/time.ts'

const T0 = '2026-03-01T10:00:00.000Z'
const at = (minutes: number): string => plusSeconds(T0, minutes * 60)
const person = (id: string): Actor => ({ kind: 'person', id })

const engage = (change: object = {}): SwitchCommand => ({
  type: 'EngageSwitch',
  now: T0,
  by: person('UA'),
  mayAct: true,
  scope: 'all',
  mode: 'paused',
  reason: 'It loops',
  ...change,
})
const release = (by: string, now: string, change: object = {}): SwitchCommand => ({
  type: 'ReleaseSwitch',
  now,
  by: person(by),
  mayAct: true,
  scope: 'all',
  ...change,
})

const given = (...commands: SwitchCommand[]) => {
  const state = commands.reduce(
    (so, command) => killSwitch.decide(so, command).events.reduce(killSwitch.evolve, so),
    killSwitch.initialState,
  )
  return {
    state,
    when: (command: SwitchCommand) => {
      const { events, refusal } = killSwitch.decide(state, command)
      return {
        types: events.map(({ type }) => type),
        refusal: refusal?.code,
        state: events.reduce(killSwitch.evolve, state),
      }
    },
  }
}
const demo = { agent: 'demo' }

describe('engaging', () => {
  it('stops the scope at once, and withdraws what was asked before', () => {
    const { state } = given(engage({ scope: 'agent:demo' }))
    expect(effectiveMode(state, demo, T0)).toBe('paused')
    expect(effectiveMode(state, { agent: 'other' }, T0)).toBe('run')
    expect(isWithdrawn(state, demo, 0)).toBe(true)
    expect(isWithdrawn(state, demo, state.revision)).toBe(false)
    expect(isWithdrawn(state, { agent: 'other' }, 0)).toBe(false)
  })
  it.each([
    ['skill:outreach', { agent: 'x', skill: 'outreach' }],
    ['channel:slack', { agent: 'x', channel: 'slack' }],
  ])('%s covers whoever is there', (scope, subject) => {
    const { state } = given(engage({ scope }))
    expect(effectiveMode(state, subject, T0)).toBe('paused')
    expect(effectiveMode(state, { agent: 'x' }, T0)).toBe('run')
  })
  it('read-only withdraws nothing', () => {
    expect(isWithdrawn(given(engage({ mode: 'readonly' })).state, demo, 0)).toBe(false)
  })
  it('is refused to somebody without a role, on record', () => {
    expect(given().when(engage({ mayAct: false }))).toMatchObject({
      types: ['SwitchRefused'],
      refusal: 'not-allowed',
    })
  })
  it('for a time that is over is refused', () => {
    expect(given().when(engage({ until: T0 })).refusal).toBe('already-over')
  })
  it('again, or for less, changes nothing and says so', () => {
    for (const change of [{}, { mode: 'readonly' }, { until: at(5) }])
      expect(given(engage()).when(engage(change))).toMatchObject({ types: [], refusal: 'already-engaged' })
  })
  it('more strictly never shortens it, and for longer never loosens it', () => {
    const readonly = engage({ mode: 'readonly' })
    const stricter = given(readonly).when(engage({ until: at(5), now: at(1) })).state
    expect(stricter.engaged).toMatchObject([{ mode: 'paused', since: T0, revisedAt: at(1) }])
    expect(stricter.engaged[0]?.until).toBeUndefined()
    const longer = given(engage({ until: at(5) })).when(engage({ mode: 'readonly', until: at(60) })).state
    expect(longer.engaged).toMatchObject([{ mode: 'paused', until: at(60) }])
  })
  it('ends by itself, whether somebody records it or not', () => {
    const stopped = given(engage({ until: at(30) }))
    expect(effectiveMode(stopped.state, demo, at(29))).toBe('paused')
    expect(effectiveMode(stopped.state, demo, at(30))).toBe('run')
    expect(stopped.when({ type: 'EndSwitch', now: at(29) }).types).toEqual([])
    const ended = stopped.when({ type: 'EndSwitch', now: at(30) })
    expect(ended.types).toEqual(['SwitchEnded'])
    expect(ended.state.engaged).toEqual([])
  })
  it('is always possible for all, however much is engaged', () => {
    const many = Array.from({ length: 50 }, (_, index) => engage({ scope: `agent:a${index}` }))
    expect(given(...many).when(engage({ scope: 'agent:one-more' })).refusal).toBe('too-many')
    expect(given(...many).when(engage()).types).toEqual(['SwitchEngaged'])
  })
})

describe('releasing', () => {
  it('of all takes two people, one of whom may have engaged it', () => {
    const first = given(engage()).when(release('UA', at(1)))
    expect(first).toMatchObject({ types: ['ReleaseRequested'], refusal: 'second-person' })
    const asked = given(engage(), release('UA', at(1)))
    expect(asked.when(release('UA', at(2)))).toMatchObject({ types: [], refusal: 'second-person' })
    expect(asked.when(release('UB', at(2)))).toMatchObject({ types: ['SwitchReleased'], refusal: undefined })
  })
  it('of all by two others works too', () => {
    expect(given(engage(), release('UB', at(1))).when(release('UC', at(2))).types).toEqual(['SwitchReleased'])
  })
  it('of all asked for longer ago than 15 minutes is forgotten', () => {
    expect(given(engage(), release('UA', at(1))).when(release('UB', at(16))).types).toEqual([
      'ReleaseRequested',
    ])
  })
  it('of all asked for before it was engaged anew does not count', () => {
    const anew = given(engage({ until: at(30) }), release('UA', at(1)), engage({ now: at(2) }))
    expect(anew.when(release('UB', at(3))).types).toEqual(['ReleaseRequested'])
  })
  it('of anything else takes one person with a role', () => {
    const stopped = given(engage({ scope: 'skill:x' }))
    expect(stopped.when(release('UB', at(1), { scope: 'skill:x' })).types).toEqual(['SwitchReleased'])
    expect(stopped.when(release('UG', at(1), { scope: 'skill:x', mayAct: false })).types).toEqual([
      'SwitchRefused',
    ])
  })
  it('of what is not engaged, or is over, changes nothing', () => {
    expect(given().when(release('UA', at(1)))).toMatchObject({ types: [], refusal: 'not-engaged' })
    expect(given(engage({ until: at(5) })).when(release('UA', at(6))).refusal).toBe('not-engaged')
  })
  it('does not bring back what was withdrawn', () => {
    const { state } = given(engage({ scope: 'agent:demo' }), release('UA', at(1), { scope: 'agent:demo' }))
    expect(effectiveMode(state, demo, at(2))).toBe('run')
    expect(isWithdrawn(state, demo, 0)).toBe(true)
  })
  it('by the product itself needs no second hand', () => {
    const self = { ...release('x', at(1)), by: system('canary') } as SwitchCommand
    expect(given(engage()).when(self).types).toEqual(['SwitchReleased'])
  })
})

describe('whatever people do', () => {
  const who = fc.constantFrom('UA', 'UB', 'UC')
  const scope = fc.constantFrom('all', 'agent:demo', 'agent:other', 'skill:s', 'channel:c')
  const mode = fc.constantFrom<Mode>('paused', 'readonly')
  const lasts = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined })
  const step = fc.tuple(
    fc.integer({ min: 0, max: 20 }),
    fc.oneof(
      fc.record({ type: fc.constant('engage' as const), who, scope, mode, lasts, mayAct: fc.boolean() }),
      fc.record({ type: fc.constant('release' as const), who, scope, mayAct: fc.boolean() }),
      fc.record({ type: fc.constant('end' as const) }),
    ),
  )

  it('only people with a role move it, the revision only grows, and a pause counts until it is released', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let minutes = 0
        let state = killSwitch.initialState
        const events: SwitchEvent[] = []
        for (const [pause, made] of steps) {
          minutes += pause
          const now = at(minutes)
          const command: SwitchCommand =
            made.type === 'engage'
              ? engage({
                  ...made,
                  type: 'EngageSwitch',
                  now,
                  by: person(made.who),
                  until: made.lasts && at(minutes + made.lasts),
                })
              : made.type === 'release'
                ? release(made.who, now, { scope: made.scope, mayAct: made.mayAct })
                : { type: 'EndSwitch', now }
          const decided = killSwitch.decide(state, command)
          const after = decided.events.reduce(killSwitch.evolve, state)
          if (made.type !== 'end' && !made.mayAct) expect(after).toEqual(state)
          expect(after.revision).toBeGreaterThanOrEqual(state.revision)
          if (made.type === 'engage' && made.mayAct) {
            const engaged = engagedNow(after, now).find((each) => each.scope === made.scope)
            expect(engaged).toBeDefined()
            if (made.mode === 'paused') expect(engaged?.mode).toBe('paused')
            if (made.mode === 'paused' && decided.events.length > 0)
              expect(isWithdrawn(after, { agent: 'demo', skill: 's', channel: 'c' }, state.revision)).toBe(
                !made.scope.endsWith('other'),
              )
          }
          // Nothing but a release or the end of its time lets go.
          if (made.type === 'engage')
            for (const { scope: stopped } of engagedNow(state, now))
              expect(engagedNow(after, now).map((each) => each.scope)).toContain(stopped)
          state = after
          events.push(...decided.events)
        }
        expect(events.reduce(killSwitch.evolve, killSwitch.initialState)).toEqual(state)
        expect(SwitchState.parse(JSON.parse(JSON.stringify(state)))).toEqual(
          JSON.parse(JSON.stringify(state)),
        )
        const released = events.filter((event) => event.type === 'SwitchReleased' && event.scope === 'all')
        const asked = events.filter((event) => event.type === 'ReleaseRequested')
        expect(asked.length).toBeGreaterThanOrEqual(released.length)
      }),
      { numRuns: 200 },
    )
  })
})
