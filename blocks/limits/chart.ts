// Spending as bars of text: each line says its day and its sum in words before the bar, so that it can be heard as well as seen.
import type { KnownBlock } from '@slack/types'
import { bold, preformatted, richText, section, text } from '../shared/elements.ts'
import { money } from '../shared/money.ts'

const WIDTH = 16
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** `part` of `whole` as a bar of at most 16 signs; anything above nothing has at least one. */
export const bar = (part: number, whole: number): string =>
  part <= 0 || whole <= 0 ? '' : '█'.repeat(Math.min(WIDTH, Math.max(1, Math.round((part / whole) * WIDTH))))

export interface DaySum {
  /** `2026-09-12` */
  day: string
  usd: number
}

const line = ({ day, usd }: DaySum, most: number, width: number): string =>
  `${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${day.slice(5)}  ${money(usd).padStart(width)}  ${bar(usd, most)}`.trimEnd()

/** The last days, oldest first, and how the last one stands against its budget. */
export const spendingChart = (days: readonly DaySum[], budgetUsd: number): KnownBlock => {
  const today = days.at(-1)?.usd ?? 0
  const most = Math.max(...days.map(({ usd }) => usd), 0)
  const width = Math.max(...days.map(({ usd }) => money(usd).length), 0)
  return richText(
    section(
      bold(`${money(today)} of ${money(budgetUsd)} today`),
      text(` (${Math.floor((today / budgetUsd) * 100)}%). The last ${days.length} days, in UTC:`),
    ),
    preformatted(days.map((each) => line(each, most, width)).join('\n')),
  )
}
