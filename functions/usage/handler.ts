// `POST /v1/usage`: what a model call has cost. Counted once, and never more than its tokens can cost; the budget looks at the sums before the answer goes out.
import { limitSettings, priceSettings } from '#config/load.ts'
import { spendAnomaly } from '#domain/limits/anomaly.ts'
import { type Amounts, worthALook } from '#domain/limits/budget.ts'
import { budgetsOf, limitsFor } from '#domain/limits/limits.ts'
import { costOf, mostFor } from '#domain/limits/prices.ts'
import { reachedBy } from '#domain/limits/run.ts'
import { countsAt, dayOf, dollars, firstDay, micros, spentAt } from '#domain/limits/usage.ts'
import { type WatchCommand, watch } from '#domain/limits/watch.ts'
import { UsageBody } from '#functions/contracts/usage.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { dispatch } from '#functions/http/dispatch.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { noteSeen } from '#store/agent/agents.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { runBudget } from '#store/limits/budget.ts'
import { runSums } from '#store/limits/runs.ts'
import { addUsage, daysOf } from '#store/limits/usage.ts'
import { bindFields } from '#telemetry/log.ts'

/** What counts of a report, and what it says beyond that. */
const capped = (body: UsageBody) => {
  const prices = priceSettings()
  const costUsd = dollars(Math.min(micros(body.costUsd), micros(mostFor(prices, body))))
  const beyondUsd = dollars(micros(body.costUsd) - micros(costUsd))
  return { costUsd, beyondUsd, pricedUsd: costOf(prices, body, body) }
}

const addUp = async (event: HttpEvent) => {
  const { caller, tokenHash } = await authenticate(event.headers, 'agent')
  const { agent, owner } = caller
  const body = readBody(event, UsageBody)
  bindFields({ session: body.session, run: body.run })
  const now = new Date().toISOString()
  const { requestId } = event.requestContext
  const settings = limitSettings()
  const limitsOfAgent = limitsFor(settings, agent)
  const limits = budgetsOf(limitsOfAgent)
  const limitsOfAll = budgetsOf(settings.all)
  const counted = capped(body)
  const flag = (command: WatchCommand) => runCommand(watch, agent, command, { requestId })

  const at = countsAt(body.at, now)
  await Promise.all([addUsage({ ...body, ...counted, agent, at }), noteSeen(caller, tokenHash)])
  // Also for a report that was counted before: the first try may have died between the sums and the budget.
  const [own, all, ofRun] = await Promise.all([
    daysOf(`agent:${agent}`, firstDay(now), dayOf(now)),
    daysOf('all', firstDay(now), dayOf(now)),
    body.run === undefined ? undefined : runSums(agent, body.run, at),
  ])
  const spent = spentAt(own, now)
  const spentByAll = spentAt(all, now)
  const check = (scope: string, spent: Amounts, limits: Amounts, owner?: string) =>
    worthALook(spent, limits)
      ? runBudget({ type: 'CheckSpending', now, scope, spent, limits, owner }, requestId)
      : undefined
  await Promise.all([check(`agent:${agent}`, spent, limits, owner), check('all', spentByAll, limitsOfAll)])
  const evidence = spendAnomaly(own, now, settings.anomalies.spend)
  if (evidence) await flag({ type: 'NoteAnomaly', now, agent, anomaly: 'spend', evidence })
  const reached = ofRun && reachedBy(ofRun, limitsOfAgent.run)
  if (reached) await flag({ type: 'FlagRun', now, agent, owner, run: body.run ?? '', ...reached })
  if (counted.beyondUsd > 0)
    await flag({
      type: 'FlagUsage',
      now,
      agent,
      owner,
      reportedUsd: body.costUsd,
      countedUsd: counted.costUsd,
    })
  return json({
    id: body.id,
    countedUsd: counted.costUsd,
    spentDayUsd: spent.day,
    budgetDayUsd: limits.day,
    spentMonthUsd: spent.month,
    budgetMonthUsd: limits.month,
  })
}

export const handler = dispatch<'usage'>({ 'POST /v1/usage': addUp })
