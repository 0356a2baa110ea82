// `/v1/switch`: how an agent hears that it must stop, and how an operator stops agents without Slack.
import { dispatch } from '#functions/http/dispatch.ts'
import { answerStatus } from './answer-status.ts'
import { answerSwitch } from './answer-switch.ts'
import { commandSwitch } from './command-switch.ts'
import { confirmStop } from './confirm-stop.ts'

export const handler = dispatch<'switch'>({
  'GET /v1/switch': answerSwitch,
  'POST /v1/switch': commandSwitch,
  'GET /v1/switch/status': answerStatus,
  'POST /v1/switch/acks': confirmStop,
})
