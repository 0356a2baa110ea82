// The form behind Deny: one input for the reason, which the agent and the record get.

import type { ModalView } from '@slack/types'
import type { KnownAction } from '#domain/action/state.ts'
import { type CardRef, callbackIds, reasonField } from '../action-ids.ts'
import { code, plain, richText, section, text } from '../shared/elements.ts'
import { detail, headline } from './headline.ts'

export const REASON_MAX = 1_000

export const denyModal = ({ request }: KnownAction, card: Omit<CardRef, 'id' | 'digest'>): ModalView => {
  const what = detail(request, 300)
  const { id, digest } = request
  return {
    type: 'modal',
    callback_id: callbackIds.approvalDeny,
    private_metadata: JSON.stringify({ id, digest, ...card } satisfies CardRef),
    title: plain('Deny this request'),
    submit: plain('Deny'),
    close: plain('Go back'),
    blocks: [
      richText(section(text(headline(request)), ...(what ? [text('\n'), code(what)] : []))),
      {
        type: 'input',
        block_id: reasonField.block,
        label: plain('Why?'),
        hint: plain('The agent gets this sentence, and it goes on record. One denial ends the request.'),
        element: {
          type: 'plain_text_input',
          action_id: reasonField.element,
          multiline: true,
          max_length: REASON_MAX,
          focus_on_load: true,
        },
      },
    ],
  }
}
