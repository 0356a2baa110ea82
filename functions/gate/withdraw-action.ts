// `POST /v1/actions/{id}/withdraw`: the agent has given up waiting, so nobody may approve what would never be fetched.
import { action } from '#domain/action/action.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { viewOf } from '#functions/contracts/action-answers.ts'
import { WithdrawBody } from '#functions/contracts/actions.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { actionIdOf, ownAction } from '#functions/http/own-action.ts'
import { runCommand } from '#store/kernel/run-command.ts'

/** Withdraws what waits for people or for its start; whatever has started or ended stays as it is, and the answer says so. */
export const withdrawAction = async (event: HttpEvent) => {
  const { caller, posture } = await authenticate(event.headers, 'agent')
  const { reason } = readBody(event, WithdrawBody)
  const now = new Date().toISOString()
  const by = { kind: 'agent' as const, id: caller.agent }
  const { state } = await runCommand(
    action,
    actionIdOf(event),
    (state) => {
      ownAction(state, caller.agent)
      return {
        type: 'WithdrawAction' as const,
        now,
        by,
        posture,
        reason: `The agent withdrew this: ${maskText(reason)}`,
      }
    },
    { requestId: event.requestContext.requestId },
  )
  return json(viewOf(state as KnownAction, now, posture))
}
