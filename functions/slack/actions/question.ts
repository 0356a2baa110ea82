// “Answer”: opens the form while the agent still waits.
import type { App } from '@slack/bolt'
import { actionIds, QuestionRef } from '#blocks/action-ids.ts'
import { answerForm } from '#blocks/agent/question.ts'
import { statusAt } from '#domain/agent/question.ts'
import { openView } from '#gateways/slack.ts'
import { readQuestion } from '#store/agent/questions.ts'
import { type Click, onAction } from '../on-action.ts'

const open = async ({ value, triggerId }: Click): Promise<string | undefined> => {
  const { id } = QuestionRef.parse(value)
  const state = await readQuestion(id)
  if (!state || statusAt(state, new Date().toISOString()) !== 'open')
    return 'This question waits for no answer any more.'
  await openView(triggerId, answerForm(state))
  return undefined
}

export const questionActions = (app: App): void =>
  onAction(app, actionIds.questionAnswer, 'The form could not be opened; try again.', open)
