// What customers must never read in a message: credentials, other people's data, and the names of machines inside.
import { findInternalNames } from './internal-names.ts'
import { findPasswordsInWords } from './passwords-in-words.ts'
import { findPersonalNumbers } from './personal-numbers.ts'
import { onOneLine, plainReading, type Reading } from './plain-reading.ts'
import { type Found, findIssued, findSecrets, inOrder } from './secrets.ts'

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

const looksRandom = (text: string): boolean => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text)
/** Long and of all kinds of characters. Mere hexadecimal digits are not meant: commits, checksums and requests are told to customers. */
const tokens = (text: string): Found[] =>
  [...text.matchAll(/(?<![\w/+-])(?:\w{32,200}(?![\w/-])|[\w/+]{40}(?![\w/+.-]))/g)]
    .filter(
      ([match]) =>
        looksRandom(match) &&
        (!/[/+]/.test(match) || (match.match(/[A-Z]/g)!.length > 5 && match.match(/[a-z]/g)!.length > 5)),
    )
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length, kind: 'a token' }))

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

/** Where it stands in the original; what was left out behind it is not part of it. */
const inOriginal =
  (original: string, { at }: Reading) =>
  ({ start, end, kind }: Found): Found => {
    const last = at[end - 1]!
    return { start: at[start]!, end: last + (original.codePointAt(last)! > 0xffff ? 2 : 1), kind }
  }

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
      ...findInternalNames(plain.text),
      ...addresses(plain.text),
      ...tokens(plain.text),
    ].map(inOriginal(text, plain)),
  ]
  const broken = findIssued(joined.text).map(articled).map(inOriginal(text, joined))
  // What is found whole needs no joining, which only adds the next line to it.
  const alone = broken.filter(({ start, end }) => !whole.some((each) => each.start < end && each.end > start))
  return inOrder([...whole, ...alone])
}
