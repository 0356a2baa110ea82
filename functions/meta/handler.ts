// `GET /health` and `GET /openapi.json`: what needs no token and touches no table.
import { httpHandler, json } from '#functions/http/http-handler.ts'
import { Problem } from '#functions/http/problem.ts'
import { openApi } from './openapi.ts'

export const handler = httpHandler(async (event) => {
  if (event.routeKey === 'GET /health') return json({ status: 'ok' })
  if (event.routeKey === 'GET /openapi.json') return json(openApi)
  throw new Problem(404, 'There is nothing here.')
})
