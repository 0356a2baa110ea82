// Money is set aside before it is spent, where the agent says what a call will cost: two calls cannot both spend the last dollar.
import { limitSettings } from '#config/load.ts'
import type { Judgement } from '#domain/action/judgement.ts'
import { ceilingOf } from '#domain/limits/budget.ts'
import { budgetsOf, limitsFor } from '#domain/limits/limits.ts'
import { dayOf, firstDay, spentAt } from '#domain/limits/usage.ts'
import { readBudget } from '#store/limits/budget.ts'
import { holdEstimate } from '#store/limits/estimates.ts'
import { daysOf } from '#store/limits/usage.ts'

/** The judgement as it stands when the estimate fits into what is left of the agent's day and month, or a denial. */
export const guardBudget = async (
  { id, agent }: { id: string; agent: string },
  estimateUsd: number,
  judgement: Judgement,
  now: string,
): Promise<Judgement> => {
  const scope = `agent:${agent}`
  const limits = budgetsOf(limitsFor(limitSettings(), agent))
  const [state, days] = await Promise.all([readBudget(scope), daysOf(scope, firstDay(now), dayOf(now))])
  const spent = spentAt(days, now)
  const left = Math.min(
    ceilingOf(state, limits, 'day', now) - spent.day,
    ceilingOf(state, limits, 'month', now) - spent.month,
  )
  if (await holdEstimate(agent, { id, usd: estimateUsd, at: now }, { now, left })) return judgement
  const reason = `The estimate of $${estimateUsd} does not fit into what is left of the agent's budget.`
  return {
    verdict: 'deny',
    policies: ['budget-exhausted'],
    reasons: [{ policy: 'budget-exhausted', reason }],
    facts: judgement.facts,
  }
}
