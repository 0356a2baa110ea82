// A long text as its beginning and its end, since what does harm often stands last; never without saying what is between.
import type { RichTextBlockElement } from '@slack/types'
import { preformatted, section, text } from '../shared/elements.ts'
import { counted, cut } from '../shared/escape.ts'

/** As many lines as a phone shows without scrolling. */
const HEAD_LINES = 5
const TAIL_LINES = 3

const lastOf = (whole: string, max: number): string => {
  const tail = whole.slice(-max)
  // Never half a pair.
  return /^[\uDC00-\uDFFF]/.test(tail) ? tail.slice(1) : tail
}

const between = (whole: string, head: string, tail: string): string => {
  const left = whole.slice(head.length, whole.length - tail.length)
  const lines = left.split('\n').length - 1
  const characters = counted(left.length, 'character')
  return `… ${lines > 1 ? `${counted(lines, 'line')}, ` : ''}${characters} left out here: Details …`
}

/** `whole` (already made visible) in at most `max` characters, and whether that is all of it. */
export const headAndTail = (
  whole: string,
  max: number,
): { elements: RichTextBlockElement[]; complete: boolean } => {
  const lines = whole.split('\n')
  if (whole.length <= max && lines.length <= HEAD_LINES + TAIL_LINES)
    return { elements: [preformatted(whole)], complete: true }
  const several = lines.length > HEAD_LINES + TAIL_LINES
  const first = several ? lines.slice(0, HEAD_LINES).join('\n') : whole
  const last = several ? lines.slice(-TAIL_LINES).join('\n') : whole
  const head = cut(first, Math.ceil(max * 0.6)).shown
  const tail = lastOf(last, Math.min(Math.floor(max * 0.4), whole.length - head.length))
  return {
    elements: [
      preformatted(head),
      section(text(between(whole, head, tail), { italic: true })),
      ...(tail.trim() === '' ? [] : [preformatted(tail)]),
    ],
    complete: false,
  }
}
