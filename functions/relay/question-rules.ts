// What follows from a question of an agent's: its message is posted, and brought up to date when it is answered or its time is over.
import type { QuestionEvent } from '#domain/agent/question.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { arn, none, type Rule, type Rules } from './effects.ts'

const show: Rule = ({ record: { stream, seq, hash } }) =>
  startExecution(arn('NOTICE_ARN'), hash.slice('sha256:'.length), { stream, seq })

export const questionRules: Rules<QuestionEvent> = {
  QuestionAsked: show,
  QuestionAnswered: show,
  QuestionExpired: show,
  AnswerRefused: none,
}
