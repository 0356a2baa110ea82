// `POST /v1/switch`: an operator's hand on the switch, for the day Slack is down.

import { resolveScope, targetOfScope } from '#domain/kill-switch/scope-names.ts'
import { may } from '#domain/shared/permissions.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { SwitchCommandBody } from '#functions/contracts/switch.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { readSwitch, runSwitch } from '#store/kill-switch/kill-switch.ts'
import { namesToStop, stoppedNames } from '#store/kill-switch/known-names.ts'

/** Case and dots of a name mean nothing; one that is not known is refused, for it would stop nothing. */
const meant = async (body: SwitchCommandBody) => {
  const target = targetOfScope(body.scope)
  if (target.kind === 'all') return { scope: 'all', revision: undefined }
  const state = await readSwitch()
  const { revision } = state
  if (body.command === 'release') {
    const stopped = resolveScope(target, stoppedNames(state))
    return { scope: 'scope' in stopped ? stopped.scope : body.scope, revision }
  }
  const { evenIfUnknown } = body
  return { ...resolveScope(target, await namesToStop(state), { evenIfUnknown }), revision }
}

export const commandSwitch = async (event: HttpEvent) => {
  const { caller } = await authenticate(event.headers, 'operator')
  const body = readBody(event, SwitchCommandBody)
  const found = await meant(body)
  if ('problem' in found)
    return json({ revision: found.revision, done: false, sentence: `Nothing was stopped: ${found.problem}` })
  const { scope } = found
  const now = new Date().toISOString()
  const by = { kind: 'operator' as const, id: caller.operator }
  const { state, refusal } = await runSwitch(
    body.command === 'engage'
      ? {
          type: 'EngageSwitch',
          now,
          by,
          mayAct: may({ kind: 'operator' }, 'agents.stop'),
          scope,
          mode: body.mode,
          reason: body.reason,
          // The caller's clock may be wrong; only how long it lasts is theirs to say.
          until: body.durationSeconds === undefined ? undefined : plusSeconds(now, body.durationSeconds),
        }
      : {
          type: 'ReleaseSwitch',
          now,
          by,
          mayAct: may({ kind: 'operator' }, 'agents.release'),
          scope,
          // Two tokens of one person are one word.
          person: caller.person,
        },
    event.requestContext.requestId,
  )
  const sentence =
    refusal?.sentence ?? (body.command === 'engage' ? `${scope} is stopped.` : `${scope} may go on.`)
  return json({ revision: state.revision, done: refusal === undefined, sentence })
}
