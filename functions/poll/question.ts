// `GET /v1/questions/{id}?wait=25`: whether anybody has answered, held open until somebody does.
import type { Context } from 'aws-lambda'
import { type KnownQuestion, question, statusAt } from '#domain/agent/question.ts'
import { WaitQuery } from '#functions/contracts/actions.ts'
import { questionView } from '#functions/contracts/questions.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { Problem } from '#functions/http/problem.ts'
import { readQuery } from '#functions/http/query.ts'
import { readQuestion } from '#store/agent/questions.ts'
import { runCommand } from '#store/kernel/run-command.ts'

const LOOK_EVERY_MS = 250

const own = (state: KnownQuestion | undefined, agent: string): KnownQuestion => {
  if (!state || state.question.agent !== agent) throw new Problem(404, 'You have no question with this id.')
  return state
}

export const pollQuestion = async (event: HttpEvent, context: Context) => {
  const { caller } = await authenticate(event.headers, 'agent')
  const wait = Number(readQuery(event, WaitQuery).wait ?? 0)
  const id = event.pathParameters?.['id'] ?? ''
  if (!/^ask_[0-9a-f]{26}$/.test(id)) throw new Problem(404, 'You have no question with this id.')
  const now = () => new Date().toISOString()
  const giveUp = performance.now() + Math.min(wait * 1000, context.getRemainingTimeInMillis() - 2_000)
  let state = own(await readQuestion(id), caller.agent)
  while (statusAt(state, now()) === 'open' && performance.now() + LOOK_EVERY_MS < giveUp) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    state = own(await readQuestion(id), caller.agent)
  }
  // Whoever hears first that the time is over puts it on record; the message in Slack follows from there.
  if (state.status === 'open' && statusAt(state, now()) === 'expired')
    await runCommand(
      question,
      id,
      { type: 'ExpireQuestion', now: now() },
      { requestId: event.requestContext.requestId },
    )
  return json(questionView(state, now()))
}
