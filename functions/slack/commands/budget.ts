// `/claw budget [AGENT]`: what was spent today and this month, and how much is left.
import { BUDGETS_SHOWN, type BudgetRow, budgetList } from '#blocks/limits/budget-list.ts'
import { limitSettings } from '#config/load.ts'
import { Scope } from '#domain/kill-switch/state.ts'
import { ceilingOf } from '#domain/limits/budget.ts'
import { budgetsOf, limitsFor } from '#domain/limits/limits.ts'
import { dayOf, firstDay, spentAt } from '#domain/limits/usage.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { agentsSeenSince } from '#store/agent/agents.ts'
import { readBudget } from '#store/limits/budget.ts'
import { daysOf } from '#store/limits/usage.ts'
import type { Command } from '../command.ts'
import { notChecked, say } from '../reply.ts'

const rowOf = async (scope: string, now: string): Promise<BudgetRow> => {
  const settings = limitSettings()
  const limits = budgetsOf(scope === 'all' ? settings.all : limitsFor(settings, scope.slice('agent:'.length)))
  const [state, days] = await Promise.all([readBudget(scope), daysOf(scope, firstDay(now), dayOf(now))])
  const { allowance } = state
  return {
    scope,
    spent: spentAt(days, now),
    limits: {
      day: ceilingOf(state, limits, 'day', now),
      month: ceilingOf(state, limits, 'month', now),
    },
    ...(allowance && now < allowance.until ? { allowanceUntil: allowance.until } : {}),
  }
}

export const budget: Command = {
  name: 'budget',
  also: ['budgets', 'spending', 'spend', 'cost', 'costs'],
  usage: 'budget [AGENT]',
  summary: 'what was spent today and this month, and how much is left',
  run: async ({ user, text, now }) => {
    const [person, seen] = await Promise.all([lookUpPerson(user), agentsSeenSince('')])
    if (!person) return notChecked()
    if (!personMay(person, 'record.read')) return say('You hold no role, so there is nothing to show you.')
    const named = Scope.safeParse(`agent:${text.trim().replace(/^agent:/, '')}`)
    if (text.trim() !== '' && !seen.some(({ agent }) => `agent:${agent}` === named.data))
      return say('No agent of this name has been heard from. Type /claw agents for those that have.')
    const scopes = named.success ? [named.data] : ['all', ...seen.map(({ agent }) => `agent:${agent}`).sort()]
    const rows = await Promise.all(scopes.slice(0, BUDGETS_SHOWN).map((scope) => rowOf(scope, now)))
    return budgetList(rows, scopes.length)
  },
}
