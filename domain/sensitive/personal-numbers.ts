// Numbers that belong to people: cards, bank accounts, phones, social security. Checksums tell where there are any;
// otherwise the way a number is grouped does, and where that says nothing, the words before it.
import type { Found } from './found.ts'

/** The Luhn checksum that every payment card number satisfies. */
const satisfiesLuhn = (digits: string): boolean => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}
/** Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay, Maestro, Mir. */
const brand =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720|220[0-4])\d{12}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11,16}|35\d{14,17}|(?:60|6[2-9]|50|5[6-9])\d{10,17})$/
/**
 * A number of an order may satisfy all this by chance, one in ten that begin like a card: nothing tells it from a card then,
 * and it is stopped.
 */
const isCard = (groups: readonly string[], separators: readonly string[]): boolean => {
  const digits = groups.join('')
  const grouped = groups.every(({ length }) => length === 1) || groups[0]!.length >= 4
  const regular = new Set(separators.map((each) => each.trim())).size <= 1
  return grouped && regular && brand.test(digits) && new Set(digits).size > 1 && satisfiesLuhn(digits)
}
/** Every run of whole groups inside a row of digits, for after the card its expiry or code may follow. */
const cards = (text: string): Found[] => {
  const found: Found[] = []
  for (const row of text.matchAll(/(?<!\d)\d(?:[ ._/\n-]{0,3}\d){11,60}/g)) {
    const groups = [...row[0].matchAll(/\d+/g)]
    for (let first = 0; first < groups.length; first++) {
      const start = groups[first]!.index
      for (let last = first; last < groups.length && last < first + 19; last++) {
        const inside = groups.slice(first, last + 1)
        const separators = inside.slice(1).map(({ index }, i) => {
          const before = inside[i]!
          return row[0].slice(before.index + before[0].length, index)
        })
        if (
          !isCard(
            inside.map(([digits]) => digits),
            separators,
          )
        )
          continue
        const end = groups[last]!.index + groups[last]![0].length
        found.push({ start: row.index + start, end: row.index + end, kind: 'a card number' })
      }
    }
  }
  return found
}

/** How long the IBANs of a country are, ISO 13616. */
const lengths =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20'
const lengthOf = new Map(lengths.match(/.{4}/g)!.map((each) => [each.slice(0, 2), Number(each.slice(2))]))
const accounts = (text: string): Found[] =>
  [...text.matchAll(/(?<![A-Z\d])([A-Z]{2})\d{2}(?=([ -]?[A-Z\d]){11})/gi)].flatMap((match) => {
    const length = lengthOf.get(match[1]!.toUpperCase())
    const whole =
      length &&
      new RegExp(`^(?:[A-Z\\d][ -]?){${length - 1}}[A-Z\\d](?![A-Z\\d])`, 'i').exec(
        text.slice(match.index, match.index + 80),
      )
    if (!whole) return []
    const account = whole[0].replaceAll(/[ -]/g, '').toUpperCase()
    const asNumber = [...account.slice(4), ...account.slice(0, 4)].map((each) => parseInt(each, 36)).join('')
    return BigInt(asNumber) % 97n === 1n
      ? [{ start: match.index, end: match.index + whole[0].length, kind: 'a bank account number' }]
      : []
  })

interface Shape {
  kind: string
  /** Where a group is called number, it is that, and what stands before it are the words that make it one. */
  pattern: RegExp
  /** Tells a real one from what merely looks alike. */
  really?: (match: string, before: string) => boolean
}
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')
const date = /^(?:(?:19|20)\d\d[./ -]{1,3}\d\d[./ -]{1,3}\d\d|\d\d[./ -]{1,3}\d\d[./ -]{1,3}(?:19|20)\d\d)/
/** “Order 0612345678”: what a number is called says more than its length. */
const otherNumber =
  /(?:\b(?:order|invoice|ticket|article|item|parcel|reference|case|batch|customer|incident|build|run|row|id)s?(?: (?:no|nr|number|id)s?\.?)?:?|#) ?$/i
const ground = '(?<![\\w.,:/#%€$+-])(?<!\\d )'
const shapes: Shape[] = [
  { kind: 'a phone number', pattern: /(?<![\w+])\+[1-9]\d{0,2}(?:[ ./()\n-]{0,3}\d){6,13}(?![\w%])/g },
  {
    kind: 'a phone number',
    pattern: /(?<![\w.,:/#%+-])(?<!\d )00[1-9]\d?(?:[ ./()-]{0,3}\d){7,12}(?![\d%])/g,
    really: (match, before) => /\D/.test(match) || !otherNumber.test(before),
  },
  { kind: 'a phone number', pattern: /(?<![\w.])\(0?\d{2,4}\) ?\d{3,5}[ .-]?\d{3,4}(?![\d-])/g },
  {
    kind: 'a phone number',
    pattern: new RegExp(`${ground}(?:1[ .-])?\\d{3}([.-])\\d{3}\\1\\d{4}(?![\\w-])`, 'g'),
  },
  {
    kind: 'a phone number',
    pattern: new RegExp(`${ground}(?:1 )?[2-9]\\d\\d [2-9]\\d\\d \\d{4}(?![\\w-]| \\d)`, 'g'),
  },
  // India writes mobile numbers as five and five, Brazil as two, five and four with a 9 in front.
  {
    kind: 'a phone number',
    pattern: new RegExp(`${ground}(?:[6-9]\\d{4} \\d{5}|[1-9]\\d 9\\d{4}-\\d{4})(?![\\w-]| \\d)`, 'g'),
  },
  // With the zero that goes before an area. Ten or eleven digits in one are a phone number unless called something else.
  {
    kind: 'a phone number',
    pattern: new RegExp(`${ground}0[1-9](?:(?: ?/ ?|[ .-])?\\d){7,10}(?![\\w-]|[.,:]\\d)`, 'g'),
    really: (match, before) => {
      const separators = new Set(match.match(/[ ./-]/g))
      if (date.test(match)) return false
      if (separators.has('.') && separators.size > 1) return false
      return separators.size > 0 || (digitsOf(match).length >= 10 && !otherNumber.test(before))
    },
  },
  // Seven digits may be anything; they are a phone number only where somebody is to call.
  {
    kind: 'a phone number',
    pattern:
      /\b(?:call|phone|tel|telephone|telefon|mobile|handy|cell|whatsapp|fax|dial|sms|hotline)\b(?:[ :.=#]|me|us|him|her|them|on|at|number|no|nr|is|now|under|unter){1,10}(?<number>(?:\(\d{1,4}\) ?)?\d(?:[ /-]?\d){5,13})(?![\w%]|[.,:-]\d)/gi,
    really: (match) => {
      const number = /\(?\d.*$/s.exec(match)![0]
      return (
        !/^24\/7/.test(number) && !date.test(number) && (digitsOf(number).length >= 7 || /[:.]/.test(match))
      )
    },
  },
  {
    kind: 'a social security number',
    pattern:
      /(?<![\d-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])|\b(?:SSN|social security(?: number| no\.?)?)(?: is)?[ :#]{1,3}\d{3}[ -]?\d{2}[ -]?\d{4}(?!\d)/gi,
  },
]

export const findPersonalNumbers = (text: string): Found[] => [
  ...cards(text),
  ...accounts(text),
  ...shapes.flatMap(({ kind, pattern, really = () => true }) =>
    [...text.matchAll(pattern)]
      .filter(({ 0: match, index }) => really(match, text.slice(Math.max(0, index - 30), index)))
      .map(({ 0: match, groups, index }) => {
        const end = index + match.length
        return { start: end - (groups?.['number'] ?? match).length, end, kind }
      }),
  ),
]
