// The parameters as a card shows them: each one, in short, saying what it leaves out; the details show them whole.
import type { RichTextBlockElement, RichTextElement } from '@slack/types'
import type { Json } from '#domain/action-state.ts'
import { bold, code, preformatted, section, text } from './elements.ts'
import { brief, counted, cut, oneLine, visible } from './foreign-text.ts'

/** As many as a person reads on a phone; the rest is one click away. */
const MOST_PARAMS = 12
const MOST_ENTRIES = 5
/** Together they keep a card under what Slack takes in one message (13,000 characters of JSON). */
const TOTAL = 2_400
const VALUE = 400
const INLINE = 80

export const jsonText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

/** `Details` is the button under the card. */
const leftOut = (more: number): string => ` + ${counted(more, 'more character', 'more characters')}: Details`

const list = (values: Json[], max: number): RichTextElement[] => {
  const entries: RichTextElement[] = []
  let room = max
  for (const value of values.slice(0, MOST_ENTRIES)) {
    const entry = brief(typeof value === 'string' ? value : JSON.stringify(value), Math.min(INLINE, room))
    room -= entry.length
    entries.push(text(entries.length === 0 ? ' ' : ', '), code(entry))
    if (room < INLINE / 2) break
  }
  const shown = entries.length / 2
  const rest = values.length - shown
  return [
    text(counted(values.length, 'entry', 'entries')),
    ...(values.length > 0 ? [text(':'), ...entries] : []),
    ...(rest > 0 ? [text(` + ${counted(rest, 'more entry', 'more entries')}: Details`)] : []),
  ]
}

interface Shown {
  inline?: RichTextElement[]
  below?: RichTextBlockElement[]
}

const shortly = (value: Json, max: number): Shown => {
  if (Array.isArray(value)) return { inline: list(value, max) }
  const whole = jsonText(value)
  if (whole === '') return { inline: [text('(empty)')] }
  if (whole.length <= INLINE && !/[\n\r]/.test(whole)) return { inline: [code(oneLine(whole))] }
  const { shown, more } = cut(visible(whole), max)
  return {
    below: [
      preformatted(shown),
      ...(more > 0 ? [section(text(leftOut(more).trimStart(), { italic: true }))] : []),
    ],
  }
}

/** The parameters in the agent's order. Neighbours that fit on a line share a section, one line each. */
export const shortParams = (params: Record<string, Json>): RichTextBlockElement[] => {
  const all = Object.entries(params)
  if (all.length === 0) return [section(text('No parameters.'))]
  const elements: RichTextBlockElement[] = []
  let lines: RichTextElement[] = []
  let room = TOTAL
  let shown = 0
  const flush = () => {
    if (lines.length > 0) elements.push(section(...lines))
    lines = []
  }
  for (const [name, value] of all.slice(0, MOST_PARAMS)) {
    if (room < INLINE) break
    const { inline, below } = shortly(value, Math.min(VALUE, room))
    lines.push(...(lines.length > 0 ? [text('\n')] : []), bold(`${brief(name, 60)}: `), ...(inline ?? []))
    if (below) {
      flush()
      elements.push(...below)
    }
    room -= JSON.stringify([inline ?? [], below ?? []]).length / 2
    shown += 1
  }
  const rest = all.length - shown
  if (rest > 0) {
    if (lines.length > 0) lines.push(text('\n'))
    lines.push(text(`+ ${counted(rest, 'more parameter')}: Details`, { italic: true }))
  }
  flush()
  return elements
}
