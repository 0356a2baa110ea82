// A message about an incident as people see it: the card that asks a second person, the reminder, and the post itself.
import type { KnownBlock, RichTextElement } from '@slack/types'
import type { Communication, Draft } from '#domain/communication/state.ts'
import { actionIds, type CommunicationRef } from '../action-ids.ts'
import { actorLabel } from '../shared/actor-label.ts'
import type { Card } from '../shared/card.ts'
import {
  bold,
  button,
  header,
  moment,
  people,
  plain,
  quote,
  richText,
  section,
  text,
} from '../shared/elements.ts'
import { brief, escaped, visible } from '../shared/escape.ts'

const drillWords = (draft: Draft): RichTextElement[] =>
  draft.drill ? [bold('This is a drill: nobody is told. ')] : []

const statusLine = (message: Communication): RichTextElement[] => {
  switch (message.status) {
    case 'draft':
      return [
        text('Written by '),
        actorLabel(message.draft.draftedBy),
        text('. Nothing has gone out yet: somebody else has to read it and publish it.'),
      ]
    case 'published':
      return [
        text('✅ Published by '),
        actorLabel(message.publishedBy),
        text(' '),
        moment(message.publishedAt),
        ...(message.draft.needsSecond ? [text(', written by '), actorLabel(message.draft.draftedBy)] : []),
      ]
    case 'discarded':
      return [
        text('Discarded by '),
        actorLabel(message.discardedBy),
        text(' '),
        moment(message.at),
        text('; nothing went out.'),
      ]
    default:
      return message satisfies never
  }
}

/** Slack takes 300 characters. */
const whereItGoes = ({ audience, drill }: Draft): string => {
  if (drill) return 'This is a drill: it goes nowhere.'
  return audience.public
    ? `It goes to ${audience.name} at once: their channel, the status page and the webhook.`
    : `It goes to ${audience.name} at once, in their channel.`
}

const buttons = ({ draft }: Communication): KnownBlock => {
  const ref = { id: draft.id } satisfies CommunicationRef
  return {
    type: 'actions',
    elements: [
      button(actionIds.communicationPublish, 'Publish', ref, {
        style: 'primary',
        confirm: {
          title: plain('Publish this?'),
          text: plain(whereItGoes(draft)),
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
  const title = `${draft.incident}: ${draft.kind} for ${draft.audience.name}`
  const waits = message.status === 'draft'
  return {
    text: escaped(`${title} (${waits ? 'waits for a second person' : message.status})`),
    blocks: [
      header(title),
      richText(
        section(...drillWords(draft), ...statusLine(message)),
        section(bold(visible(draft.title))),
        quote(visible(draft.text)),
        ...(waits && mention.length > 0 ? [section(text('May publish it: '), ...people(mention))] : []),
      ),
      ...(waits ? [buttons(message)] : []),
    ],
    metadata: { eventType: 'claw_communication', key: draft.id },
  }
}

/** For the channel that its readers are in. */
export const audiencePost = ({ id, title, text: words }: Draft): Card => ({
  text: escaped(brief(title, 300)),
  blocks: [header(title), richText(section(text(visible(words))))],
  metadata: { eventType: 'claw_update', key: id },
})

/** The thread's reminder while nobody has read it; `mention` are called. */
export const readerReminder = (
  { draft }: Communication,
  mention: readonly string[],
  count: number,
): Card => ({
  text: escaped(
    `⏰ ${draft.incident}: the ${draft.kind} for ${draft.audience.name} still waits for a second person.`,
  ),
  blocks: [
    richText(
      section(
        text('⏰ Nobody has read this yet, and '),
        text(`${draft.audience.name} have not heard it. Please publish or discard it on the card.`),
      ),
      ...(mention.length > 0 ? [section(...people(mention))] : []),
    ),
  ],
  metadata: { eventType: 'claw_reader_reminder', key: `${draft.id}#${count}` },
})
