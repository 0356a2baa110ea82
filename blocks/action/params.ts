// The parameters as a card shows them: each one, in short, saying what it leaves out; the details show them whole.
import type { KnownBlock, RichTextBlockElement, RichTextElement } from '@slack/types'
import type { Json } from '#domain/shared/json.ts'
import { bold, code, preformatted, richText, section, text } from '../shared/elements.ts'
import { brief, counted, cut, oneLine, visible } from '../shared/escape.ts'

/** As many as a person reads on a phone; the rest is one click away. */
const MOST_PARAMS = 12
const MOST_ENTRIES = 5
const VALUE = 400
const LINES = 8
const INLINE = 80
/** Characters of JSON around a piece of text, at most; the text itself counts twice, for what JSON escapes. */
const AROUND = 150

export const jsonText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

/** `Details` is the button under the card. */
const leftOut = (more: number): string => `+ ${counted(more, 'more character', 'more characters')}: Details`

const list = (values: Json[], room: number): RichTextElement[] => {
  const fitting = Math.min(MOST_ENTRIES, Math.floor(room / (2 * INLINE + AROUND)))
  const shown = values.slice(0, fitting)
  const rest = values.length - shown.length
  return [
    text(`${counted(values.length, 'entry', 'entries')}${shown.length > 0 ? ': ' : ''}`),
    ...shown.flatMap((value, index) => [
      ...(index > 0 ? [text(', ')] : []),
      code(brief(typeof value === 'string' ? value : JSON.stringify(value), INLINE / 2)),
    ]),
    ...(rest > 0 ? [text(` + ${counted(rest, 'more entry', 'more entries')}: Details`)] : []),
  ]
}

/** Where the last line that a card shows ends. */
const endOfLines = (whole: string): number => whole.split('\n', LINES).join('\n').length

interface Shown {
  inline?: RichTextElement[]
  below?: RichTextBlockElement[]
}

const shortly = (value: Json, room: number): Shown => {
  if (Array.isArray(value)) return { inline: list(value, room) }
  const whole = jsonText(value)
  if (whole === '') return { inline: [text('(empty)')] }
  if (whole.length <= INLINE && !/[\n\r]/.test(whole)) return { inline: [code(oneLine(whole))] }
  const seen = visible(whole)
  const { shown, more } = cut(seen, Math.min(VALUE, Math.floor(room / 2), endOfLines(seen)))
  const rest = more > 0 ? [section(text(leftOut(more), { italic: true }))] : []
  return { below: [preformatted(shown), ...rest] }
}

/**
 * The parameters in the agent's order, in at most `room` characters of JSON, about. Neighbours that fit on a line share
 * a section, one line each.
 */
const shortParams = (params: Record<string, Json>, room: number): RichTextBlockElement[] => {
  const all = Object.entries(params)
  if (all.length === 0) return [section(text('No parameters.'))]
  const elements: RichTextBlockElement[] = []
  let lines: RichTextElement[] = []
  let left = room
  let shown = 0
  const flush = () => {
    if (lines.length > 0) elements.push(section(...lines))
    lines = []
  }
  for (const [name, value] of all.slice(0, MOST_PARAMS)) {
    const forValue = left - 4 * AROUND
    if (forValue < 2 * INLINE) break
    const label = bold(`${brief(name, 60)}: `)
    const { inline, below } = shortly(value, forValue)
    lines.push(...(lines.length > 0 ? [text('\n')] : []), label, ...(inline ?? []))
    if (below) {
      flush()
      elements.push(...below)
    }
    left -= JSON.stringify([label, inline ?? [], below ?? []]).length + AROUND / 2
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

/** Slack takes 13,000 characters of JSON in one message, the ids that it adds to blocks included. */
const MESSAGE = 12_300
const ENOUGH = 5_000

/** A card: the parameters get what the blocks above and below them leave of a message. */
export const withParams = (
  above: KnownBlock[],
  params: Record<string, Json>,
  below: KnownBlock[],
): KnownBlock[] => {
  const room = Math.min(ENOUGH, MESSAGE - JSON.stringify([above, below]).length)
  return [...above, richText(...shortParams(params, room)), ...below]
}
