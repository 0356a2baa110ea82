// What stops a message to customers, in words that show the place. Apart from the rules of a message, because the many
// functions that only read messages need none of what tells a phone number from an order's.
import { findSensitive } from '../sensitive/personal-data.ts'

/** The first thing in the text that must not go out. */
export const sensitiveSentence = (text: string): string | undefined => {
  const [first] = findSensitive(text)
  if (!first) return undefined
  const before = text.slice(Math.max(0, first.start - 20), first.start).replaceAll('\n', ' ')
  return `There is ${first.kind} after “${before.trim() || 'the beginning'}”; that must not go out.`
}

/** All of a draft that people will read. */
export const sensitiveIn = ({ title, text }: { title: string; text: string }): string | undefined =>
  sensitiveSentence(`${title}\n${text}`)
