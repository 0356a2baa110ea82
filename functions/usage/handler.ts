// `POST /v1/usage`: what a model call has cost. Counted once; the budget looks at the sums before the answer goes out.
import { limitSettings } from '#config/load.ts'
import { spendAnomaly } from '#domain/limits/anomaly.ts'
import { type Amounts, worthALook } from '#domain/limits/budget.ts'
import { budgetsOf, limitsFor } from '#domain/limits/limits.ts'
import { countsAt, dayOf, firstDay, spentAt } from '#domain/limits/usage.ts'
import { watch } from '#domain/limits/watch.ts'
import { UsageBody } from '#functions/contracts/usage.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { dispatch } from '#functions/http/dispatch.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { noteSeen } from '#store/agent/agents.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { runBudget } from '#store/limits/budget.ts'
import { addUsage, daysOf } from '#store/limits/usage.ts'
import { bindFields } from '#telemetry/log.ts'

const addUp = async (event: HttpEvent) => {
  const { caller, tokenHash } = await authenticate(event.headers, 'agent')
  const { agent, owner } = caller
  const body = readBody(event, UsageBody)
  bindFields({ session: body.session, run: body.run })
  const now = new Date().toISOString()
  const { requestId } = event.requestContext
  const settings = limitSettings()
  const limits = budgetsOf(limitsFor(settings, agent))
  const limitsOfAll = budgetsOf(settings.all)

  await Promise.all([addUsage({ ...body, agent, at: countsAt(body.at, now) }), noteSeen(caller, tokenHash)])
  // Also for a report that was counted before: the first try may have died between the sums and the budget.
  const [own, all] = await Promise.all([
    daysOf(`agent:${agent}`, firstDay(now), dayOf(now)),
    daysOf('all', firstDay(now), dayOf(now)),
  ])
  const spent = spentAt(own, now)
  const spentByAll = spentAt(all, now)
  const check = (scope: string, spent: Amounts, limits: Amounts, owner?: string) =>
    worthALook(spent, limits)
      ? runBudget({ type: 'CheckSpending', now, scope, spent, limits, owner }, requestId)
      : undefined
  await Promise.all([check(`agent:${agent}`, spent, limits, owner), check('all', spentByAll, limitsOfAll)])
  const evidence = spendAnomaly(own, now, settings.anomalies.spend)
  if (evidence)
    await runCommand(
      watch,
      agent,
      { type: 'NoteAnomaly', now, agent, anomaly: 'spend', evidence },
      { requestId },
    )
  return json({
    id: body.id,
    spentDayUsd: spent.day,
    budgetDayUsd: limits.day,
    spentMonthUsd: spent.month,
    budgetMonthUsd: limits.month,
  })
}

export const handler = dispatch<'usage'>({ 'POST /v1/usage': addUp })
