// A question of an agent's: the message with its reply box, what became of it, and the form behind the button.
import type { KnownBlock, ModalView } from '@slack/types'
import { ANSWER_MAX, type KnownQuestion, statusAt } from '#domain/agent/question.ts'
import { actionIds, answerField, callbackIds, type QuestionRef } from '../action-ids.ts'
import type { Card } from '../shared/card.ts'
import {
  bold,
  button,
  header,
  moment,
  person,
  plain,
  quote,
  richText,
  section,
  text,
} from '../shared/elements.ts'
import { brief, cut, escaped, oneLine, visible } from '../shared/escape.ts'

const TEXT_MAX = 2_000
/** Radio buttons show so much of an option. */
const OPTION_MAX = 75

const titles: Record<KnownQuestion['status'], string> = {
  open: '❔ A question',
  answered: '✅ Answered',
  expired: '⌛ Not answered in time',
}

const below = (state: KnownQuestion, now: string): KnownBlock[] => {
  const { id, owner, expiresAt } = state.question
  switch (statusAt(state, now)) {
    case 'open':
      return [
        richText(
          section(
            text('For '),
            person(owner),
            text('; anybody with a role may answer. It waits until '),
            moment(expiresAt),
            text('.'),
          ),
        ),
        {
          type: 'actions',
          elements: [
            button(actionIds.questionAnswer, 'Answer', { id } satisfies QuestionRef, { style: 'primary' }),
          ],
        },
      ]
    case 'expired':
      return [richText(section(text('Nobody answered in time; the agent was told so.')))]
    default:
      return state.status === 'answered'
        ? [
            richText(
              section(bold('Answered'), text(' by '), person(state.by), text(' · '), moment(state.at)),
              quote(cut(visible(state.answer), 600).shown),
            ),
          ]
        : []
  }
}

/** As it stands at `now`. */
export const questionCard = (state: KnownQuestion, now: string): Card => {
  const { id, agent, text: words, options } = state.question
  const name = brief(agent, 60)
  const title = `${titles[statusAt(state, now)]} from ${name}`
  const { shown, more } = cut(visible(words), TEXT_MAX)
  return {
    text: escaped(`${title}: ${brief(words, 300)}`),
    blocks: [
      header(title),
      richText(
        section(text(`${name} asks, in its own words:`)),
        quote(more > 0 ? `${shown} …` : shown),
        ...(options.length > 0
          ? [section(text(`It offers: ${options.map((each) => brief(each, OPTION_MAX)).join(' · ')}`))]
          : []),
      ),
      ...below(state, now),
    ],
    metadata: { eventType: 'claw_question', key: id },
  }
}

const option = (words: string, index: number) => ({
  text: plain(cut(oneLine(words), OPTION_MAX).shown || '–'),
  value: String(index),
})

/** The form behind the button: one of the options, or an answer in one's own words. */
export const answerForm = ({ question }: KnownQuestion): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.questionAnswer,
  private_metadata: JSON.stringify({ id: question.id } satisfies QuestionRef),
  title: plain('Answer the agent'),
  submit: plain('Send'),
  close: plain('Go back'),
  blocks: [
    richText(quote(cut(visible(question.text), TEXT_MAX).shown)),
    {
      type: 'input',
      block_id: answerField.block,
      label: plain('Your answer'),
      hint: plain('The agent gets it, and it goes on record with your name. Leave out secrets.'),
      element:
        question.options.length > 0
          ? {
              type: 'radio_buttons',
              action_id: answerField.element,
              options: question.options.map(option),
            }
          : {
              type: 'plain_text_input',
              action_id: answerField.element,
              multiline: true,
              max_length: ANSWER_MAX,
              focus_on_load: true,
            },
    },
  ],
})
