// A budget's life: alerts on the way up, a stop at the end, and a temporary allowance that somebody answers for.

import * as z from 'zod'
import { Scope } from '../kill-switch/state.ts'
import { Actor, system } from '../shared/actor.ts'
import type { Decider, Decision } from '../shared/decider.ts'
import type { Person } from '../shared/people.ts'
import { notAllowed, personMay } from '../shared/permissions.ts'
import { Instant } from '../shared/time.ts'

export const Period = z.enum(['day', 'month'])
export type Period = z.infer<typeof Period>
const periods = Period.options
/** US dollars for each period. */
export type Amounts = Record<Period, number>

const happened = { at: Instant, by: Actor, scope: Scope }
const reached = {
  period: Period,
  spentUsd: z.number(),
  limitUsd: z.number(),
  /** When the period ends. */
  until: Instant,
}
export const BudgetEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('BudgetAlerted'), ...happened, percent: z.int(), ...reached }),
  z.strictObject({
    type: z.literal('BudgetExhausted'),
    ...happened,
    result: z.literal('failure'),
    ...reached,
    /** Who answers for the agent, and so cannot give it more; none for the budget of all. */
    owner: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('AllowanceGranted'),
    ...happened,
    amountUsd: z.number(),
    ceilings: z.partialRecord(Period, z.number()),
    until: Instant,
  }),
  z.strictObject({
    type: z.literal('AllowanceRefused'),
    ...happened,
    result: z.literal('refused'),
    code: z.string(),
    sentence: z.string(),
  }),
])
export type BudgetEvent = z.infer<typeof BudgetEvent>

export const Span = z.strictObject({ from: Instant, until: Instant })
export type Span = z.infer<typeof Span>

export const BudgetState = z.strictObject({
  scope: Scope.optional(),
  owner: z.string().optional(),
  /** The highest alert of each period, for as long as the period lasts. */
  told: z.partialRecord(Period, z.strictObject({ percent: z.int(), until: Instant })),
  /** When nothing may be spent. */
  exhausted: z.partialRecord(Period, Span),
  allowance: z.strictObject({ ceilings: z.partialRecord(Period, z.number()), until: Instant }).optional(),
})
export type BudgetState = z.infer<typeof BudgetState>

interface CommandContext {
  now: string
  scope: Scope
  spent: Amounts
  limits: Amounts
}
export type CheckSpending = CommandContext & { type: 'CheckSpending'; owner?: string | undefined }
/** `person` is what the server looked up, and undefined when it could not. */
export type GrantAllowance = CommandContext & {
  type: 'GrantAllowance'
  by: string
  person: Person | undefined
  amountUsd: number
}
export type BudgetCommand = CheckSpending | GrantAllowance
type BudgetDecision = Decision<BudgetEvent>

const steps = [100, 80, 50]
export const MAX_ALLOWANCE_USD = 10_000

/** The UTC day and month of a moment, and when each ends. */
export const endOf = (now: string): Record<Period, string> => {
  const date = new Date(now)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  return {
    day: new Date(Date.UTC(year, month, day + 1)).toISOString(),
    month: new Date(Date.UTC(year, month + 1, 1)).toISOString(),
  }
}

/** What may be spent until the period ends, an allowance included. */
export const ceilingOf = (state: BudgetState, limits: Amounts, period: Period, now: string): number => {
  const { allowance } = state
  const granted = allowance && now < allowance.until ? allowance.ceilings[period] : undefined
  return Math.max(limits[period], granted ?? 0)
}

/** Whether spending has come so far that the budget has to look; below that nobody needs to read its state. */
export const worthALook = (spent: Amounts, limits: Amounts): boolean =>
  periods.some((period) => spent[period] >= limits[period] / 2)

const check = (state: BudgetState, { now, scope, spent, limits, owner }: CheckSpending): BudgetDecision => ({
  events: periods.flatMap((period): BudgetEvent[] => {
    const limitUsd = ceilingOf(state, limits, period, now)
    const percent = steps.find((step) => spent[period] * 100 >= limitUsd * step) ?? 0
    const told = state.told[period]
    const before = told && now < told.until ? told.percent : 0
    if (percent <= before) return []
    const until = endOf(now)[period]
    const common = { at: now, by: system('budget'), scope, period, spentUsd: spent[period], limitUsd, until }
    return percent === 100
      ? [{ type: 'BudgetExhausted', result: 'failure', ...common, ...(owner ? { owner } : {}) }]
      : [{ type: 'BudgetAlerted', percent, ...common }]
  }),
})

/** Whether nothing may be spent at `now`. */
export const isExhausted = (state: BudgetState, now: string): boolean =>
  periods.some((period) => covers(state.exhausted[period], now))

/** The window that stops it longest at `now`. */
export const exhaustion = (state: BudgetState, now: string): { period: Period; until: string } | undefined =>
  periods
    .flatMap((period) => {
      const window = state.exhausted[period]
      return window && covers(window, now) ? [{ period, until: window.until }] : []
    })
    .sort((a, b) => (a.until < b.until ? 1 : -1))[0]

const covers = (window: Span | undefined, now: string): boolean =>
  window !== undefined && window.from <= now && now < window.until

const mayNot = (state: BudgetState, { by, person, amountUsd, now }: GrantAllowance) => {
  if (!person)
    return { code: 'unknown-person', sentence: 'Your account could not be checked, so nothing was granted.' }
  if (!personMay(person, 'allowance.grant'))
    return { code: 'wrong-role', sentence: notAllowed('allowance.grant') }
  if (by === state.owner)
    return {
      code: 'own-agent',
      sentence: 'You answer for this agent, so somebody else has to grant it more money.',
    }
  if (!(amountUsd > 0 && amountUsd <= MAX_ALLOWANCE_USD))
    return {
      code: 'bad-amount',
      sentence: `The amount must be more than 0 and at most ${MAX_ALLOWANCE_USD}.`,
    }
  if (!isExhausted(state, now))
    return { code: 'not-exhausted', sentence: 'This budget is not used up any more; nothing was granted.' }
  return undefined
}

const grant = (state: BudgetState, command: GrantAllowance): BudgetDecision => {
  const { now, scope, spent, limits, amountUsd } = command
  const by = { kind: 'person' as const, id: command.by }
  const refusal = mayNot(state, command)
  if (refusal)
    return {
      events: [{ type: 'AllowanceRefused', at: now, by, scope, result: 'refused', ...refusal }],
      refusal,
    }
  const ceilings = Object.fromEntries(
    periods
      .filter((period) => covers(state.exhausted[period], now))
      .map((period) => [period, Math.max(spent[period], ceilingOf(state, limits, period, now)) + amountUsd]),
  )
  return {
    events: [{ type: 'AllowanceGranted', at: now, by, scope, amountUsd, ceilings, until: endOf(now).day }],
  }
}

const decide = (state: BudgetState, command: BudgetCommand): BudgetDecision => {
  switch (command.type) {
    case 'CheckSpending':
      return check(state, command)
    case 'GrantAllowance':
      return grant(state, command)
    default:
      return command satisfies never
  }
}

/** What stays used up once the allowance is over: a month, where the day was only given more time. */
const afterAllowance = (exhausted: BudgetState['exhausted'], until: string): BudgetState['exhausted'] =>
  Object.fromEntries(
    Object.entries(exhausted).flatMap(([period, window]) =>
      window.until > until ? [[period, { from: until, until: window.until }]] : [],
    ),
  )

/** The last alert is told anew when an allowance is used up in its turn. */
const toldAgain = (told: BudgetState['told']): BudgetState['told'] =>
  Object.fromEntries(
    Object.entries(told).map(([period, each]) => [
      period,
      { ...each, percent: Math.min(each.percent, steps[1]!) },
    ]),
  )

const evolve = (state: BudgetState, event: BudgetEvent): BudgetState => {
  const known = { ...state, scope: event.scope }
  switch (event.type) {
    case 'BudgetAlerted':
      return {
        ...known,
        told: { ...state.told, [event.period]: { percent: event.percent, until: event.until } },
      }
    case 'BudgetExhausted':
      return {
        ...known,
        ...(event.owner ? { owner: event.owner } : {}),
        told: { ...state.told, [event.period]: { percent: 100, until: event.until } },
        exhausted: { ...state.exhausted, [event.period]: { from: event.at, until: event.until } },
      }
    case 'AllowanceGranted':
      return {
        ...known,
        told: toldAgain(state.told),
        exhausted: afterAllowance(state.exhausted, event.until),
        allowance: { ceilings: event.ceilings, until: event.until },
      }
    case 'AllowanceRefused':
      return known
    default:
      return event satisfies never
  }
}

export const budget: Decider<BudgetState, BudgetCommand, BudgetEvent, 'budget'> = {
  kind: 'budget',
  initialState: { told: {}, exhausted: {} },
  state: BudgetState,
  event: BudgetEvent,
  decide,
  evolve,
  subject: ({ scope }) => (scope?.startsWith('agent:') ? { agent: scope.slice('agent:'.length) } : {}),
  queue: () => undefined,
}
