// `GET /v1/actions/{id}?wait=25`: how an action stands, held open until it moves.
import type { Context } from 'aws-lambda'
import type { KnownAction } from '#domain/action/state.ts'
import { statusAt } from '#domain/action/state.ts'
import { withdrawalOf } from '#domain/action/withdrawal.ts'
import { viewOf } from '#functions/contracts/action-answers.ts'
import { WaitQuery } from '#functions/contracts/actions.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { dispatch } from '#functions/http/dispatch.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { actionIdOf, ownAction } from '#functions/http/own-action.ts'
import { readQuery } from '#functions/http/query.ts'
import { readAction } from '#store/action/actions.ts'
import { readPosture } from '#store/posture.ts'
import { pollQuestion } from './question.ts'

/** Two reads of one unit each: a poll of 25 s costs at most 200 units, and answers a quarter of a second after the change. */
const LOOK_EVERY_MS = 250

/** What a waiting agent would want to hear of. */
const moved = (before: KnownAction, after: KnownAction, now: string): boolean =>
  statusAt(after, now) !== 'pending' || after.approval?.votes.length !== before.approval?.votes.length

const answerStatus = async (event: HttpEvent, context: Context) => {
  const { caller, posture } = await authenticate(event.headers, 'agent')
  const wait = Number(readQuery(event, WaitQuery).wait ?? 0)
  const id = actionIdOf(event)
  const first = ownAction(await readAction(id), caller.agent)
  const giveUp = performance.now() + Math.min(wait * 1000, context.getRemainingTimeInMillis() - 2_000)
  let latest = first
  let latestPosture = posture
  const withdrawn = () => withdrawalOf(latestPosture, latest.request).withdrawn
  while (
    !withdrawn() &&
    !moved(first, latest, new Date().toISOString()) &&
    performance.now() + LOOK_EVERY_MS < giveUp
  ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    const [read, postureNow] = await Promise.all([readAction(id), readPosture()])
    latest = ownAction(read, caller.agent)
    latestPosture = postureNow
  }
  return json(viewOf(latest, new Date().toISOString(), latestPosture))
}

export const handler = dispatch<'poll'>({
  'GET /v1/actions/{id}': answerStatus,
  'GET /v1/questions/{id}': pollQuestion,
})
