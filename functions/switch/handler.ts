// `/v1/switch`: how an agent hears that it must stop, and how an operator stops agents without Slack.
import { httpHandler } from '#functions/http/http-handler.ts'
import { Problem } from '#functions/http/problem.ts'
import { answerStatus } from './answer-status.ts'
import { answerSwitch } from './answer-switch.ts'
import { commandSwitch } from './command-switch.ts'
import { confirmStop } from './confirm-stop.ts'

const routes: Record<string, Parameters<typeof httpHandler>[0]> = {
  'GET /v1/switch': answerSwitch,
  'POST /v1/switch': commandSwitch,
  'GET /v1/switch/status': answerStatus,
  'POST /v1/switch/acks': confirmStop,
}

export const handler = httpHandler(async (event, context) => {
  const route = routes[event.routeKey]
  if (!route) throw new Problem(404, 'There is nothing here.')
  return route(event, context)
})
