// The gate: where an agent asks before it acts, starts what was approved, and says how it ended.
import { httpHandler } from '#functions/http/http-handler.ts'
import { Problem } from '#functions/http/problem.ts'
import { describeAgent } from './describe-agent.ts'
import { reportOutcome } from './report-outcome.ts'
import { requestAction } from './request-action.ts'
import { startAction } from './start-action.ts'
import { withdrawAction } from './withdraw-action.ts'

const routes: Record<string, Parameters<typeof httpHandler>[0]> = {
  'POST /v1/actions': requestAction,
  'POST /v1/actions/{id}/start': startAction,
  'POST /v1/actions/{id}/outcome': reportOutcome,
  'POST /v1/actions/{id}/withdraw': withdrawAction,
  'GET /v1/agent': describeAgent,
}

export const handler = httpHandler(async (event, context) => {
  const route = routes[event.routeKey]
  if (!route) throw new Problem(404, 'There is nothing here.')
  return route(event, context)
})
