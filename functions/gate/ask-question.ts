// `POST /v1/questions`: an agent that needs a person and no tool.
import { createHash } from 'node:crypto'
import { limitSettings } from '#config/load.ts'
import { type KnownQuestion, QUESTION_SECONDS, question } from '#domain/agent/question.ts'
import { limitsFor } from '#domain/limits/limits.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { QuestionBody, questionView } from '#functions/contracts/questions.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { Problem } from '#functions/http/problem.ts'
import { canonicalHash } from '#store/kernel/canonical.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { reserveApproval } from '#store/limits/approvals.ts'
import { admit } from './quota.ts'

const questionId = (agent: string, idempotencyKey: string): string =>
  `ask_${createHash('sha256')
    .update(JSON.stringify([agent, idempotencyKey]))
    .digest('hex')
    .slice(0, 26)}`

const RETRY_SECONDS = 60

/** Asks its owner. A question counts like a request for approval: people are not asked more often than they can look. */
export const askQuestion = async (event: HttpEvent) => {
  const { caller } = await admit(event.headers)
  const { idempotencyKey, text, options = [], session } = readBody(event, QuestionBody)
  const { agent, owner } = caller
  const now = new Date().toISOString()
  const id = questionId(agent, idempotencyKey)
  const limits = limitsFor(limitSettings(), agent)
  const refused = await reserveApproval(agent, id, { now, limits })
  if (refused)
    throw new Problem(
      429,
      'You have asked people as often as you may for now. Go on without, or ask later.',
      {
        retryAfterSeconds: RETRY_SECONDS,
      },
    )
  const asked = {
    id,
    agent,
    owner,
    text: maskText(text),
    options: options.map(maskText),
    ...(session === undefined ? {} : { session }),
    digest: canonicalHash({ text, options }),
    askedAt: now,
    expiresAt: plusSeconds(now, QUESTION_SECONDS),
  }
  const { state, refusal } = await runCommand(
    question,
    id,
    { type: 'AskQuestion', now, question: asked },
    { requestId: event.requestContext.requestId, fresh: true },
  )
  if (refusal) throw new Problem(422, refusal.sentence)
  return json(questionView(state as KnownQuestion, now))
}
