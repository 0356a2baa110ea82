// A message to customers as people see it: the card that asks a second person, and the post itself.
import type { KnownBlock, RichTextElement } from '@slack/types'
import type { Communication, Draft } from '#domain/communication-state.ts'
import { actionIds, type CommunicationRef } from './action-ids.ts'
import type { Card } from './approval-card.ts'
import { bold, button, header, moment, person, plain, quote, richText, section, text } from './elements.ts'
import { brief, escaped, visible } from './foreign-text.ts'
import { who } from './story.ts'

const kinds: Record<Draft['kind'], string> = {
  acknowledgement: 'acknowledgement',
  update: 'update',
  resolution: 'resolution',
  correction: 'correction',
}

const drillWords = (draft: Draft): RichTextElement[] =>
  draft.drill ? [bold('This is a drill: no customer is told. ')] : []

const statusLine = (message: Communication): RichTextElement[] => {
  switch (message.status) {
    case 'draft':
      return [
        ...[text('Written by '), who(message.draft.draftedBy)],
        text('. Nothing has gone out yet: somebody else has to read it and publish it.'),
      ]
    case 'published':
      return [
        ...[text('✅ Published by '), who(message.publishedBy), text(' '), moment(message.publishedAt)],
        ...(message.draft.needsSecond ? [text(', written by '), who(message.draft.draftedBy)] : []),
      ]
    case 'discarded':
      return [
        ...[text('Discarded by '), who(message.discardedBy), text(' '), moment(message.at)],
        text('; nothing went out.'),
      ]
    default:
      return message satisfies never
  }
}

const buttons = ({ draft }: Communication): KnownBlock => {
  const ref = { id: draft.id } satisfies CommunicationRef
  return {
    type: 'actions',
    elements: [
      button(actionIds.communicationPublish, 'Publish', ref, {
        style: 'primary',
        confirm: {
          title: plain('Publish to customers?'),
          text: plain('It goes to the status page and the updates channel at once.'),
          confirm: plain('Publish'),
          deny: plain('Go back'),
        },
      }),
      button(actionIds.communicationDiscard, 'Discard', ref),
    ],
  }
}

/** For the incidents channel; `mention` are the people who may publish it. */
export const communicationCard = (message: Communication, mention: readonly string[] = []): Card => {
  const { draft } = message
  const title = `${draft.incident}: ${kinds[draft.kind]} for customers`
  const waits = message.status === 'draft'
  return {
    text: escaped(`${title} (${waits ? 'waits for a second person' : message.status})`),
    blocks: [
      header(title),
      richText(
        section(...drillWords(draft), ...statusLine(message)),
        section(bold(visible(draft.title))),
        quote(visible(draft.text)),
        ...(waits && mention.length > 0
          ? [
              section(
                text('May publish it: '),
                ...mention.slice(0, 10).flatMap((id) => [person(id), text(' ')]),
              ),
            ]
          : []),
      ),
      ...(waits ? [buttons(message)] : []),
    ],
    metadata: { eventType: 'claw_communication', key: draft.id },
  }
}

/** For the channel that customers read. */
export const customerPost = ({ id, title, text: words }: Draft): Card => ({
  text: escaped(brief(title, 300)),
  blocks: [header(title), richText(section(text(visible(words))))],
  metadata: { eventType: 'claw_customer_update', key: id },
})
