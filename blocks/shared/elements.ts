// The few Block Kit pieces that every view is built from. Foreign text goes in through `text`, `code` and `plain` only.
import type {
  Button,
  HeaderBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextSection,
  SectionBlock,
} from '@slack/types'
import { brief } from './escape.ts'

export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false })

/** Slack takes 150 characters. */
export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(brief(text, 110)) })

/** One sentence that is shown exactly as it is written. */
export const sentence = (text: string): SectionBlock => ({
  type: 'section',
  text: plain(text.slice(0, 2_900)),
})

type Style = NonNullable<RichTextElement['style']>
/** Slack refuses an empty text. */
export const text = (content: string, style?: Style) => ({
  type: 'text' as const,
  text: content === '' ? '(empty)' : content,
  ...(style ? { style } : {}),
})
export const bold = (content: string) => text(content, { bold: true })
export const code = (content: string) => text(content, { code: true })

const slackUser = /^[UW][A-Z0-9]{1,20}$/
/** A mention where the id is one, and otherwise the id as text. */
export const person = (id: string): RichTextElement =>
  slackUser.test(id) ? { type: 'user', user_id: id } : text(brief(id, 40))

const utc = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
/** A moment in the reader's own time zone. */
export const moment = (at: string): RichTextElement => ({
  type: 'date',
  timestamp: Math.floor(Date.parse(at) / 1000),
  format: '{date_short_pretty} at {time}',
  fallback: utc(at),
})
/** For fallback texts, which no client turns into the reader's time zone. */
export const momentInUtc = utc

export const section = (...elements: RichTextElement[]): RichTextSection => ({
  type: 'rich_text_section',
  elements,
})
export const quote = (content: string): RichTextBlockElement => ({
  type: 'rich_text_quote',
  elements: [text(content)],
})
export const preformatted = (content: string): RichTextBlockElement => ({
  type: 'rich_text_preformatted',
  elements: [text(content)],
})
export const bullets = (items: RichTextElement[][]): RichTextBlockElement => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: items.map((item) => section(...item)),
})
export const richText = (...elements: RichTextBlockElement[]): RichTextBlock => ({
  type: 'rich_text',
  elements,
})

/** People in a row, at most `max` of them mentioned. */
export const people = (ids: readonly string[], max = 10): RichTextElement[] => {
  const shown = ids
    .slice(0, max)
    .flatMap((id, index) => (index === 0 ? [person(id)] : [text(' '), person(id)]))
  return ids.length > max ? [...shown, text(` + ${ids.length - max} more`)] : shown
}

export const button = (
  actionId: string,
  label: string,
  value: object,
  more: Partial<Button> = {},
): Button => ({
  type: 'button',
  action_id: actionId,
  text: plain(label),
  value: JSON.stringify(value),
  ...more,
})
