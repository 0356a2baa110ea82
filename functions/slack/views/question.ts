// The form behind “Answer”: what a person tells the agent, recorded once.
import type { App } from '@slack/bolt'
import { answerField, callbackIds, QuestionRef } from '#blocks/action-ids.ts'
import { question } from '#domain/agent/question.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { readQuestion } from '#store/agent/questions.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { type Outcome, onSubmit, type Submission } from '../on-submit.ts'

/** What was written, or the option that a radio button stands for. */
const wordsOf = (filled: string, options: readonly string[]): string | undefined =>
  options.length === 0 ? filled : options[Number(filled)]

const answer = async ({ user, ref, filled, requestId }: Submission): Promise<Outcome> => {
  const { id } = QuestionRef.parse(ref)
  const [person, state] = await Promise.all([lookUpPerson(user), readQuestion(id)])
  const words = wordsOf(filled[answerField.block] ?? '', state?.question.options ?? [])
  if (!words) return 'Say something: the agent waits for it.'
  const now = new Date().toISOString()
  const { refusal } = await runCommand(
    question,
    id,
    { type: 'AnswerQuestion', now, by: user, person, answer: words },
    { requestId },
  )
  return refusal?.sentence
}

export const questionViews = (app: App): void =>
  onSubmit(
    app,
    callbackIds.questionAnswer,
    {
      failed: 'This could not be recorded, so the agent has no answer yet; try again.',
      late: 'This takes longer than it should. Close this form and look at the message: it shows whether it was recorded.',
    },
    answer,
  )
