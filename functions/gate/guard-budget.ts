// Money is set aside before it is spent, where the agent says what a call will cost: two calls cannot both spend the last dollar.
import { limitSettings } from '#config/load.ts'
import { ceilingOf } from '#domain/budget.ts'
import type { Judgement } from '#domain/judgement.ts'
import { budgetsOf, limitsFor } from '#domain/limits.ts'
import { dayOf, firstDay, spentAt } from '#domain/usage.ts'
import { readBudget } from '#store/budget.ts'
import { holdEstimate } from '#store/rate.ts'
import { daysOf } from '#store/usage.ts'

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
