// `POST /v1/actions/{id}/outcome`: how it ended. `unknown` hands the action to people.
import { action } from '#domain/action/action.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { viewOf } from '#functions/contracts/action-answers.ts'
import { OutcomeBody } from '#functions/contracts/actions.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { actionIdOf, ownAction } from '#functions/http/own-action.ts'
import { Problem } from '#functions/http/problem.ts'
import { runCommand } from '#store/kernel/run-command.ts'

export const reportOutcome = async (event: HttpEvent) => {
  const { caller, posture } = await authenticate(event.headers, 'agent')
  const { summary, evidence, ...body } = readBody(event, OutcomeBody)
  const now = new Date().toISOString()
  const outcome = {
    ...body,
    ...(summary === undefined ? {} : { summary: maskText(summary) }),
    ...(evidence === undefined ? {} : { evidence: maskText(evidence) }),
  }
  const { state, refusal } = await runCommand(
    action,
    actionIdOf(event),
    (state) => {
      ownAction(state, caller.agent)
      return {
        type: 'ReportOutcome' as const,
        now,
        posture,
        by: { kind: 'agent' as const, id: caller.agent },
        outcome,
      }
    },
    { requestId: event.requestContext.requestId },
  )
  if (refusal) throw new Problem(409, refusal.sentence)
  return json(viewOf(state as KnownAction, now, posture))
}
