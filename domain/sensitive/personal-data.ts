// What customers must never read in a message: credentials, other people's data, and the names of machines inside.

import { type Found, inOrder } from './found.ts'
import { findInternalNames } from './internal-names.ts'
import { findIssued } from './issued.ts'
import { findNationalIds } from './national-ids.ts'
import { findPasswordsInWords } from './passwords-in-words.ts'
import { findPersonalNumbers } from './personal-numbers.ts'
import { findPhones } from './phones.ts'
import { inOriginal, onOneLine, plainReading } from './plain-reading.ts'
import { findSecrets } from './secrets.ts'

const label = '[\\p{L}\\d-]{1,63}'
const host = `(?!\\dx\\.)${label}(?:(?:\\.| dot )${label}){0,4}(?:\\.| \\.| dot )(?:\\p{L}{2,63}|xn--[\\p{L}\\d-]{1,59})(?![\\p{L}\\d-])`
/** Room on both sides of the sign or after it is a spelling; before it only, it is “follow us @example.social”. */
const mail = new RegExp(
  `(?:[\\p{L}\\d._%+'-]{1,64}|"[^"\\n]{1,64}")(?:@| @ |@[ \\n])(?:${host}|\\[[\\da-f.:]{7,45}\\])`,
  'gu',
)
const spokenMail = new RegExp(
  `[\\p{L}\\d._+-]{1,64} at ${label}(?: dot ${label}){0,3} dot \\p{L}{2,24}(?![\\p{L}\\d_-])`,
  'giu',
)

const addresses = (text: string): Found[] =>
  [mail, spokenMail].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: match, index }) => ({
      ...{ start: index, end: index + match.length },
      kind: 'an e-mail address',
    })),
  )

const articled = (found: Found): Found => ({
  ...found,
  kind: `${/^[AEIOU]/i.test(found.kind) ? 'an' : 'a'} ${found.kind}`,
})

/** Everything in `text` that must not be published, first to last, none overlapping another. */
export const findSensitive = (given: string): Found[] => {
  // Half a character at the end would be counted as a whole one.
  const text = given.toWellFormed()
  const plain = plainReading(text)
  const joined = onOneLine(plain)
  const whole = [
    ...findSecrets(text).map(articled),
    ...[
      ...findSecrets(plain.text).map(articled),
      ...findPasswordsInWords(plain.text),
      ...findPersonalNumbers(plain.text),
      ...findPhones(plain.text),
      ...findNationalIds(plain.text),
      ...findInternalNames(plain.text),
      ...addresses(plain.text),
    ].map(inOriginal(text, plain)),
  ]
  const broken = findIssued(joined.text).map(articled).map(inOriginal(text, joined))
  // What is found whole needs no joining, which only adds the next line to it.
  const alone = broken.filter(({ start, end }) => !whole.some((each) => each.start < end && each.end > start))
  return inOrder([...whole, ...alone])
}
