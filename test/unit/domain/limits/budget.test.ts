// A budget tells each step once, stops at the end of the money, and goes on for exactly as long as somebody granted.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BudgetCommand, type BudgetState, budget, isExhausted } from '#domain/limits/budget.ts'
import type { Person } from '#domain/shared/people.ts'

const limits = { day: 10, month: 100 }
const scope = 'agent:a'
const noon = '2026-09-12T12:00:00.000Z'
const run = (state: BudgetState, command: BudgetCommand) => {
  const { events, refusal } = budget.decide(state, command)
  return { state: events.reduce(budget.evolve, state), events, refusal }
}
const check = (state: BudgetState, day: number, month = day, now = noon) =>
  run(state, { type: 'CheckSpending', now, scope, spent: { day, month }, limits, owner: 'UOWNER' })
const grant = (
  state: BudgetState,
  amountUsd: number,
  {
    spent,
    by = 'UPRODUCT',
    roles = ['product'] as Person['roles'],
    now = noon,
  }: { spent: number; by?: string; roles?: Person['roles']; now?: string },
) =>
  run(state, {
    type: 'GrantAllowance',
    now,
    scope,
    by,
    person: { id: by, roles },
    amountUsd,
    limits,
    spent: { day: spent, month: spent },
  })
const fresh = budget.initialState

describe('alerts', () => {
  it('come once for each step that is passed, the highest only, in rising order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { maxLength: 12 }), (spending) => {
        let state = fresh
        let spent = 0
        const told: number[] = []
        for (const usd of spending) {
          spent += usd / 4
          const { events, ...after } = check(state, spent, 0)
          state = after.state
          told.push(...events.map((event) => (event.type === 'BudgetAlerted' ? event.percent : 100)))
        }
        expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
        const reached = [50, 80, 100].filter((step) => (spent / limits.day) * 100 >= step)
        expect(told.at(-1)).toBe(reached.at(-1))
        expect(isExhausted(state, noon)).toBe(spent >= limits.day)
      }),
      { numRuns: 200 },
    )
  })
  it('come anew on the next day and in the next month', () => {
    const { state } = check(fresh, 6)
    expect(check(state, 6, 6).events).toEqual([])
    expect(check(state, 6, 12, '2026-09-13T00:00:00.000Z').events).toMatchObject([
      { percent: 50, period: 'day' },
    ])
  })
})

describe('an allowance', () => {
  const used = check(fresh, 11).state
  it.each([
    ['the owner of the agent', { by: 'UOWNER' }, 'own-agent'],
    ['somebody with another role', { roles: ['platform'] as const }, 'wrong-role'],
    ['somebody without a role', { roles: [] }, 'wrong-role'],
  ])('is not given by %s, which goes on record', (_, who, code) => {
    const { events, refusal, state } = grant(used, 5, { spent: 11, ...who })
    expect(refusal?.code).toBe(code)
    expect(events).toMatchObject([{ type: 'AllowanceRefused', result: 'refused', code }])
    expect(isExhausted(state, noon)).toBe(true)
  })
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 10_001])('of %s is none', (amount) => {
    expect(grant(used, amount, { spent: 11 }).refusal?.code).toBe('bad-amount')
  })
  it('lifts the stop for its amount, once, until the day ends', () => {
    const { state } = grant(used, 5, { spent: 11 })
    expect(isExhausted(state, noon)).toBe(false)
    expect(grant(state, 5, { spent: 11 }).refusal?.code).toBe('not-exhausted')
    expect(check(state, 15.9, 15.9).events).toEqual([])
    const again = check(state, 16, 16)
    expect(again.events).toMatchObject([{ type: 'BudgetExhausted', limitUsd: 16 }])
    expect(isExhausted(again.state, noon)).toBe(true)
    expect(isExhausted(again.state, '2026-09-13T00:00:00.000Z')).toBe(false)
  })
  it('for a used-up month ends with the day; the month is still used up on the next', () => {
    const { state } = check(fresh, 1, 100)
    const { state: granted } = run(state, {
      type: 'GrantAllowance',
      now: noon,
      scope,
      by: 'USECURITY',
      amountUsd: 5,
      limits,
      person: { id: 'USECURITY', roles: ['security'] },
      spent: { day: 1, month: 100 },
    })
    expect(isExhausted(granted, '2026-09-12T23:59:59.999Z')).toBe(false)
    expect(isExhausted(granted, '2026-09-13T00:00:00.000Z')).toBe(true)
    expect(isExhausted(granted, '2026-10-01T00:00:00.000Z')).toBe(false)
  })
})
