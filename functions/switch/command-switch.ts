// `POST /v1/switch`: an operator's hand on the switch, for the day Slack is down.

import { plusSeconds } from '#domain/shared/time.ts'
import { SwitchCommandBody } from '#functions/contracts/switch.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { runSwitch } from '#store/kill-switch/kill-switch.ts'

export const commandSwitch = async (event: HttpEvent) => {
  const { caller } = await authenticate(event.headers, 'operator')
  const { command, ...body } = readBody(event, SwitchCommandBody)
  const now = new Date().toISOString()
  const asked = {
    now,
    by: { kind: 'operator' as const, id: caller.operator },
    mayAct: true,
  }
  const { state, refusal } = await runSwitch(
    'mode' in body
      ? {
          type: 'EngageSwitch',
          ...asked,
          scope: body.scope,
          mode: body.mode,
          reason: body.reason,
          // The caller's clock may be wrong; only how long it lasts is theirs to say.
          until: body.durationSeconds === undefined ? undefined : plusSeconds(now, body.durationSeconds),
        }
      : { type: 'ReleaseSwitch', ...asked, scope: body.scope },
    event.requestContext.requestId,
  )
  const sentence =
    refusal?.sentence ?? (command === 'engage' ? `${body.scope} is stopped.` : `${body.scope} may go on.`)
  return json({ revision: state.revision, done: refusal === undefined, sentence })
}
