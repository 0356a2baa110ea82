// What agents have spent, hour by hour: the sums that budgets and anomalies are judged by.
import type { Amounts } from './budget.ts'

/** One UTC day, as `2026-09-12`, of one agent or of all together. `hours` holds US dollars by the hour, 0 to 23. */
export interface DaySpending {
  day: string
  usd: number
  calls: number
  hours: Record<number, number>
}

const DAY_MS = 86_400_000
/** The UTC day of `now`, or of so many days before. */
export const dayOf = (now: string, daysAgo = 0): string =>
  new Date(Date.parse(now) - daysAgo * DAY_MS).toISOString().slice(0, 10)

/** The first day that anybody has to know: the month's first, or the one a week ago. */
export const firstDay = (now: string): string => {
  const daysOfMonth = new Date(now).getUTCDate() - 1
  return dayOf(now, Math.max(7, daysOfMonth))
}

/** Dollars are added up in whole millionths, so that sums are exact. */
export const micros = (usd: number): number => Math.round(usd * 1e6)
export const dollars = (micros: number): number => micros / 1e6

const sum = (days: readonly DaySpending[]): number =>
  dollars(days.reduce((total, { usd }) => total + micros(usd), 0))

/** What was spent in the day and the month of `now`. */
export const spentAt = (days: readonly DaySpending[], now: string): Amounts => ({
  day: sum(days.filter(({ day }) => day === dayOf(now))),
  month: sum(days.filter(({ day }) => day.startsWith(now.slice(0, 7)))),
})

/** How late a report may come and still count for the hour that it is about; older or future ones count now. */
const LATEST_DAYS = 31
export const countsAt = (at: string | undefined, now: string): string =>
  at === undefined || at > now || at < `${dayOf(now, LATEST_DAYS)}T` ? now : at

/** Each of the last days with its sum, oldest first and today last, also those on which nothing was spent. */
export const sumsByDay = (
  days: readonly DaySpending[],
  now: string,
  count: number,
): { day: string; usd: number }[] =>
  Array.from({ length: count }, (_, index) => dayOf(now, count - 1 - index)).map((day) => ({
    day,
    usd: sum(days.filter((each) => each.day === day)),
  }))
