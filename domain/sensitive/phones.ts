// Phone numbers, where somebody is to be reached. What looks like one is one nearly everywhere in the world (an order's
// number, too), so that the words in front decide; which numbers exist is asked only where those leave it open.
import { isValidPhoneNumber } from 'libphonenumber-js/min'
import type { Found } from './found.ts'

/** Where most of what our readers write comes from; with more countries nearly every number is valid somewhere. */
const countries = [
  ...([
    'US',
    'GB',
    'DE',
    'FR',
    'IT',
    'ES',
    'NL',
    'BE',
    'AT',
    'CH',
    'PL',
    'SE',
    'NO',
    'DK',
    'FI',
    'PT',
  ] as const),
  ...(['IE', 'CZ', 'IN', 'JP', 'CN', 'BR', 'AU', 'ZA', 'MX', 'TR', 'KR', 'IL', 'AE', 'SG'] as const),
]

const NUMBER = '(?:\\+|00)?\\(?\\d(?:[ ./()-]{0,3}\\d){3,16}'
const END =
  "(?![\\w%€$£]|[.,:/-]\\d| ?(?:%|UTC|GMT|CES?T|E[SD]T|P[SD]T|h\\b|am\\b|pm\\b|ms\\b|o’?'?clock|users|customers|requests|people|times|minutes|hours|seconds|days|rows|records|messages|calls|attempts|orders|items|MB|GB|rps))"

const verbs =
  'call|calls|phone|phones|telephone|telefon|tel|t[eé]l[eé]phone|tel[eé]fono|telefone|mobile|mobil|m[oó]vil|celular|portable|handy|cell|cellphone|whatsapp|signal|viber|fax|dial|sms|text|ring|hotline|helpline|landline|voicemail|pager|rufnummer|handynummer|telefonnummer|mobilnummer|puhelin|telefoon|numer telefonu'
const fillers =
  'me|us|him|her|them|you|on|at|via|under|unter|au|al|no|nr|number|num|numbers|is|was|now|the|their|his|customer|customers|back|direct|line|to|a|from|or|please|ist|lautet|es|est|:|#'
/** “Phone: 40463”, “can be reached at 923 123 644”, “call her on 5123”: nothing stands between but such words. */
const said = new RegExp(
  `(?:\\b(?:${verbs})\\b\\.?|\\b(?:reach(?:ed|able)?|contact(?:ed|able)?|available|erreichbar|get hold of)(?: (?:me|us|him|her|them|you|(?:the |our )?(?:customer|user|team|person|office)))?(?: (?:by|via|per)(?: (?:the )?(?:phone|telephone|mobile|telefon))?)?(?= (?:at|on|under|via|unter|by)\\b))(?:[ ]?[:.=#-]|[ ](?:${fillers})\\b){0,4}[ ]{0,2}(?<number>${NUMBER})${END}`,
  'dgiu',
)
const date =
  /^(?:(?:19|20)\d\d[./ -]{1,3}\d{1,2}[./ -]{1,3}\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d$|24\/7)/
/** A heading or a sign says that a number follows; after a mere “call” a short one may be any. */
const isPlain = (number: string, around: string): boolean => {
  const digits = number.replaceAll(/\D/g, '').length
  if (date.test(number) || /^\d{1,3}(?:[.]\d{3}){1,3}$/.test(number)) return false
  return (
    digits >= 7 ||
    (digits >= 4 &&
      /(?:[:.=#]|\b(?:at|on|under|unter|via|number|no|nr|is|ist|lautet))[ ]{0,2}$/i.test(around))
  )
}

const hinted = new RegExp(
  `\\b(?:${verbs}|caller|called|dialled|dialed|contact(?:ed)?|callback|reach(?:ed|able)?)\\b[^.!?\\n]{0,80}$`,
  'iu',
)
const otherNumber =
  /(?:\b(?:order|invoice|ticket|article|item|parcel|reference|case|batch|customer|incident|build|run|row|id|version|release|error|port|job|request)s?(?: (?:no|nr|number|id)s?\.?)?:?|#) ?$/i
const grouped = new RegExp(`(?<![\\w.,:/#%€$£+-])(?<!\\d )${NUMBER}${END}`, 'gu')

export const findPhones = (text: string): Found[] => {
  const told = [...text.matchAll(said)].flatMap(({ 0: match, index, groups, indices }) => {
    const number = groups!['number']!
    const [start, end] = indices!.groups!['number']!
    const around = text.slice(index, start)
    return isPlain(number, around) && match ? [{ start, end, kind: 'a phone number' }] : []
  })
  const valid = [...text.matchAll(grouped)]
    .filter(({ 0: number, index }) => {
      const before = text.slice(Math.max(0, index - 100), index)
      const digits = number.replaceAll(/\D/g, '').length
      if (digits < 7 || digits > 15 || date.test(number)) return false
      if (!hinted.test(before) || otherNumber.test(before)) return false
      return countries.some((country) => isValidPhoneNumber(number, country))
    })
    .map(({ 0: number, index }) => ({ start: index, end: index + number.length, kind: 'a phone number' }))
  return [...told, ...valid]
}
