// What is so unusual about an agent that it is stopped until a person has looked: its spending, a loop, a streak of failures.
import * as z from 'zod'
import { plusSeconds, secondsUntil } from '../shared/time.ts'
import type { LimitSettings } from './limits.ts'
import { type DaySpending, dayOf } from './usage.ts'

export const Anomaly = z.enum(['spend', 'loop', 'errors'])
export type Anomaly = z.infer<typeof Anomaly>

type Settings = LimitSettings['anomalies']

const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const HOUR_SECONDS = 3_600
const WEEK_HOURS = 168

/** What each of the hours of the week before this one has cost, idle hours left out, and what this one has. */
const hoursOf = (days: readonly DaySpending[], now: string): { week: number[]; current: number } => {
  const spent = (at: string): number =>
    days.find(({ day }) => day === dayOf(at))?.hours[Number(at.slice(11, 13))] ?? 0
  const week = Array.from({ length: WEEK_HOURS }, (_, index) =>
    spent(plusSeconds(now, -(index + 1) * HOUR_SECONDS)),
  ).filter((usd) => usd > 0)
  return { week, current: spent(now) }
}

/** The evidence that this hour costs far more than the agent's hours usually do, or undefined. */
export const spendAnomaly = (
  days: readonly DaySpending[],
  now: string,
  { times, atLeastHours, atLeastUsd }: Settings['spend'],
): string | undefined => {
  const { week, current } = hoursOf(days, now)
  if (week.length < atLeastHours || current < atLeastUsd) return undefined
  const usual = median(week)
  if (current < times * usual) return undefined
  const factor = Math.floor(current / usual)
  return `spent $${current.toFixed(2)} in this hour, ${factor} times the median hour of the last week ($${usual.toFixed(2)})`
}

/** The evidence that the same call comes again and again; `at` are the moments at which it came. */
export const loopAnomaly = (
  at: readonly string[],
  { tool, digest, now }: { tool: string; digest: string; now: string },
  { times, withinSeconds, except }: Settings['loop'],
): string | undefined => {
  if (except.includes(tool)) return undefined
  const recent = at.filter((each) => each > plusSeconds(now, -withinSeconds)).sort()
  if (recent.length < times) return undefined
  const seconds = Math.max(1, secondsUntil(recent[0]!, recent.at(-1)!))
  return `asked for ${tool} with the same parameters ${recent.length} times in ${seconds} s (${digest.slice(0, 19)})`
}

export interface OutcomeSeen {
  at: string
  failed: boolean
}

/** The evidence that nothing works any more: the last outcomes, all of them failures. */
export const errorAnomaly = (
  outcomes: readonly OutcomeSeen[],
  { inARow }: Settings['errors'],
): string | undefined => {
  const newestFirst = [...outcomes].sort((a, b) => (a.at < b.at ? 1 : -1))
  const fine = newestFirst.findIndex(({ failed }) => !failed)
  const streak = fine === -1 ? newestFirst.length : fine
  return streak >= inARow ? `its last ${streak} actions failed, one after the other` : undefined
}
