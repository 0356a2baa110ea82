// The parameters as a card shows them: each one, in short, saying what it leaves out; the details show them whole.
import type { KnownBlock, RichTextBlockElement, RichTextElement } from '@slack/types'
import type { Json } from '#domain/shared/json.ts'
import { bold, code, plain, preformatted, richText, section, text } from '../shared/elements.ts'
import { brief, counted, cut, oneLine, visible } from '../shared/escape.ts'
import { headAndTail } from './head-and-tail.ts'

/** As many as a person reads on a phone; the rest is one click away. */
const MOST_PARAMS = 12
const MOST_ENTRIES = 5
const VALUE = 600
const INLINE = 80
/** Characters of JSON around a piece of text, at most; the text itself counts twice, for what JSON escapes. */
const AROUND = 150

export const jsonText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

/** The first and the last of them; `Details` is the button under the card. */
const list = (values: Json[], room: number): Shown => {
  const fitting = Math.max(0, Math.min(MOST_ENTRIES, Math.floor(room / (2 * INLINE + AROUND))))
  const words = (value: Json): RichTextElement =>
    code(brief(typeof value === 'string' ? value : JSON.stringify(value), INLINE / 2))
  const row = (some: Json[]): RichTextElement[] =>
    some.flatMap((value, index) => (index > 0 ? [text(', '), words(value)] : [words(value)]))
  const number = `${counted(values.length, 'entry', 'entries')}${fitting > 0 ? ': ' : ''}`
  if (values.length <= fitting) return { inline: [text(number), ...row(values)], complete: true }
  const head = Math.ceil(fitting * 0.6)
  const tail = fitting - head
  const rest = counted(values.length - fitting, 'more entry', 'more entries')
  return {
    inline: [
      text(number),
      ...row(values.slice(0, head)),
      text(` … ${rest}: Details${tail > 0 ? ' … ' : ''}`),
      ...(tail > 0 ? row(values.slice(-tail)) : []),
    ],
    complete: false,
  }
}

interface Shown {
  inline?: RichTextElement[]
  below?: RichTextBlockElement[]
  /** Nothing of the value is left out. */
  complete: boolean
}

const shortly = (value: Json, room: number): Shown => {
  if (Array.isArray(value)) {
    const shown = list(value, room)
    const whole = value.every((each) => typeof each === 'string' && each.length <= INLINE / 2)
    return { ...shown, complete: shown.complete && whole }
  }
  const whole = jsonText(value)
  if (whole === '') return { inline: [text('(empty)')], complete: true }
  if (whole.length <= INLINE && !/[\n\r]/.test(whole))
    return { inline: [code(oneLine(whole))], complete: true }
  const { elements, complete } = headAndTail(visible(whole), Math.min(VALUE, Math.floor(room / 2)))
  return { below: elements, complete }
}

/**
 * The parameters in the agent's order, in at most `room` characters of JSON, about. Neighbours that fit on a line share
 * a section, one line each.
 */
const shortParams = (
  params: Record<string, Json>,
  room: number,
): { elements: RichTextBlockElement[]; complete: boolean } => {
  const all = Object.entries(params)
  if (all.length === 0) return { elements: [section(text('No parameters.'))], complete: true }
  let complete = true
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
    const { inline, below, complete: whole } = shortly(value, forValue)
    complete &&= whole && name.length <= 60
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
  return { elements, complete: complete && rest === 0 }
}

/** Slack takes 13,000 characters of JSON in one message, the ids that it adds to blocks included. */
const MESSAGE = 12_300
const ENOUGH = 5_000
/** What one box takes, and the whole of a folded block. */
const CHUNK = 2_500
const CHUNKS = 4

const chunks = (whole: string): string[] => {
  const pieces: string[] = []
  for (let rest = whole; rest !== ''; rest = rest.slice(pieces.at(-1)!.length))
    pieces.push(cut(rest, CHUNK).shown)
  return pieces
}

/** Everything, folded, for who wants to read it where it is decided; nothing when it would not fit into a message. */
const folded = (params: Record<string, Json>, room: number): KnownBlock[] => {
  const parts = Object.entries(params).flatMap(([name, value]) => [
    section(bold(brief(name, 150))),
    ...chunks(visible(jsonText(value)) || '(empty)').map(preformatted),
  ])
  const block: KnownBlock = {
    type: 'container',
    title: plain('All of it'),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [richText(...parts)],
  }
  return parts.length <= 4 * CHUNKS && JSON.stringify(block).length <= room ? [block] : []
}

/**
 * A card: the parameters get what the blocks above and below them leave of a message. `below` is told whether the card shows
 * all of them.
 */
export const withParams = (
  above: KnownBlock[],
  params: Record<string, Json>,
  below: (complete: boolean) => KnownBlock[],
): KnownBlock[] => {
  const left = MESSAGE - JSON.stringify([above, below(false)]).length
  const { elements, complete } = shortParams(params, Math.min(ENOUGH, left))
  const shown = richText(...elements)
  const whole = complete ? [] : folded(params, left - JSON.stringify(shown).length)
  return [...above, shown, ...whole, ...below(complete)]
}
