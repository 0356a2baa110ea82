// What customers must never read in a message: credentials, other people's data, and the names of machines inside.
import { type Found, findSecrets } from './secrets.ts'

/** The Luhn checksum that every payment card number satisfies. */
const isCardNumber = (digits: string): boolean => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')

interface Rule {
  kind: string
  pattern: RegExp
  /** Tells a real one from what merely looks alike. */
  really?: (match: string) => boolean
}

const rules: Rule[] = [
  {
    kind: 'an e-mail address',
    pattern: /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu,
  },
  {
    kind: 'a card number',
    pattern: /(?<![\d.-])\d(?:[ .-]?\d){12,18}(?![\d-])/g,
    really: (match) => isCardNumber(digitsOf(match)) && new Set(digitsOf(match)).size > 1,
  },
  {
    kind: 'a bank account number',
    pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b/g,
  },
  {
    kind: 'a phone number',
    pattern:
      /(?<![\w.:/#-])(?<!\d )(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){6,12}|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4}|0\d{2,4}[ /-]\d{3}(?:[ -]?\d){2,6})(?![\w.:-]*\w)/g,
  },
  {
    kind: 'a social security number',
    pattern: /(?<![\d-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g,
  },
  {
    kind: 'an IP address',
    pattern: /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)/g,
    really: (match) =>
      !/^\d\.\d{1,2}\.\d{1,2}\.\d{1,2}$/.test(match) || /^(?:1\.1\.1\.1|8\.8\.8\.8)$/.test(match),
  },
  {
    kind: 'an IP address',
    pattern:
      /(?<![\w:.])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,6}:(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,5})?)(?![\w:])/gi,
  },
  {
    kind: 'a password',
    pattern: /(?<=\b(?:password|passphrase|passcode) (?:is|was) ["'“]?)(?=[^\s"'”]{0,60}\d)[^\s"'”]{6,60}/gi,
  },
  {
    kind: 'a token',
    pattern: /(?<![\w/-])(?=\w{0,200}\d)(?=\w{0,200}[a-z])(?=\w{0,200}[A-Z])\w{32,200}(?![\w/-])/g,
  },
  {
    kind: 'the name of an internal machine',
    pattern:
      /(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:internal|local|localdomain|lan|corp|intra|intranet|private|cluster\.local|svc)(?![\w-])/gi,
  },
  {
    kind: 'the name of an internal machine',
    pattern:
      /(?<![\w.-])(?:ip-\d{1,3}(?:-\d{1,3}){3}|i-[0-9a-f]{8,17}|[a-z]{2,12}(?:-[a-z0-9]{1,12}){0,3}-(?:prod|prd|stg|staging|dev|db|node|host|web|app)-?\d{1,4})(?![\w-])/g,
  },
]

const articled = (kind: string): string => `${/^[AaEeIiOoUu]/.test(kind) ? 'an' : 'a'} ${kind}`

/** Everything in `text` that must not be published, first to last, none overlapping another. */
export const findSensitive = (text: string): Found[] => {
  const secrets = findSecrets(text).map((found) => ({ ...found, kind: articled(found.kind) }))
  const personal = rules.flatMap(({ kind, pattern, really = () => true }) =>
    [...text.matchAll(pattern)]
      .filter(([match]) => really(match))
      .map((match) => ({ start: match.index, end: match.index + match[0].length, kind })),
  )
  const all = [...secrets, ...personal].sort((a, b) => a.start - b.start || b.end - a.end)
  const found: Found[] = []
  for (const each of all) if (each.start >= (found.at(-1)?.end ?? 0)) found.push(each)
  return found
}
