// What was spent of which budget, for whoever asks: all agents together first, then each that spends.
import type { KnownBlock, RichTextElement } from '@slack/types'
import type { Amounts } from '#domain/limits/budget.ts'
import { bold, bullets, code, header, moment, richText, sentence, text } from '../shared/elements.ts'
import { counted } from '../shared/escape.ts'
import { money } from '../shared/money.ts'
import { whose } from './budget.ts'
import { bar } from './chart.ts'

export interface BudgetRow {
  /** `all` or `agent:NAME` */
  scope: string
  spent: Amounts
  /** An allowance included. */
  limits: Amounts
  /** When an allowance ends, if there is one. */
  allowanceUntil?: string | undefined
}

export const BUDGETS_SHOWN = 12

const percent = (spent: number, limit: number): string => `${Math.floor((spent / limit) * 100)}%`

const row = ({ scope, spent, limits, allowanceUntil }: BudgetRow): RichTextElement[] => {
  const full = bar(spent.day, limits.day)
  return [
    bold(whose(scope)),
    text(` · today ${money(spent.day)} of ${money(limits.day)} (${percent(spent.day, limits.day)})`),
    text(
      ` · this month ${money(spent.month)} of ${money(limits.month)} (${percent(spent.month, limits.month)})`,
    ),
    ...(allowanceUntil ? [text(' · with an allowance until '), moment(allowanceUntil)] : []),
    ...(full ? [text(' '), code(full)] : []),
  ]
}

/** `all` is how many budgets there are; the rows may be fewer. */
export const budgetList = (
  rows: readonly BudgetRow[],
  all: number,
): { text: string; blocks: KnownBlock[] } => {
  const rest = all - Math.min(rows.length, BUDGETS_SHOWN)
  return {
    text: 'Budgets, in UTC days and months',
    blocks: [
      header('Budgets, in UTC days and months'),
      richText(bullets(rows.slice(0, BUDGETS_SHOWN).map(row))),
      ...(rest > 0 ? [sentence(`+ ${counted(rest, 'more agent')}; name one to see it.`)] : []),
    ],
  }
}
