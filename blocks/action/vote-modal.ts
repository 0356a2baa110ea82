// The forms behind Deny, and behind Approve where the risk is critical: one input for the reason, which goes on record.

import type { ModalView } from '@slack/types'
import type { KnownAction } from '#domain/action/state.ts'
import { type CardRef, callbackIds, reasonField } from '../action-ids.ts'
import { code, plain, richText, section, text } from '../shared/elements.ts'
import { detail, headline } from './headline.ts'
import { riskWords } from './words.ts'

export const REASON_MAX = 1_000

type Place = Omit<CardRef, 'id' | 'digest'>

const form = (
  { request }: KnownAction,
  card: Place,
  words: { callback: string; title: string; submit: string; hint: string; above?: string },
): ModalView => {
  const what = detail(request, 300)
  const { id, digest } = request
  return {
    type: 'modal',
    callback_id: words.callback,
    private_metadata: JSON.stringify({ id, digest, ...card } satisfies CardRef),
    title: plain(words.title),
    submit: plain(words.submit),
    close: plain('Go back'),
    blocks: [
      richText(
        section(text(headline(request)), ...(what ? [text('\n'), code(what)] : [])),
        ...(words.above ? [section(text(words.above))] : []),
      ),
      {
        type: 'input',
        block_id: reasonField.block,
        label: plain('Why?'),
        hint: plain(words.hint),
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

export const denyModal = (action: KnownAction, card: Place): ModalView =>
  form(action, card, {
    callback: callbackIds.approvalDeny,
    title: 'Deny this request',
    submit: 'Deny',
    hint: 'The agent gets this sentence, and it goes on record. One denial ends the request.',
  })

export const grantModal = (action: KnownAction, card: Place): ModalView =>
  form(action, card, {
    callback: callbackIds.approvalGrant,
    title: 'Approve this request',
    submit: 'Approve',
    hint: 'It goes on record with your name.',
    above: `${riskWords.critical}. What you approve runs exactly as it was asked, once.`,
  })
