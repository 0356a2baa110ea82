// What a phone's keyboard and a chat window make of plain words, undone: curly quotes, long dashes, spaces that do not break, signs that nobody sees.

const singleQuotes = /[\u2018\u2019\u201a\u201b\u2032\u2039\u203a`\u00b4]/g
const doubleQuotes = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g
const dashes = '\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d'
/** `—drill`: two hyphens before a word, as phones turn them into one dash. */
const optionDash = new RegExp(`(^|\\s)(?:[${dashes}]{1,2}|[-${dashes}]{2,3})(?=\\p{L})`, 'gu')

/** The same words with ASCII quotes, hyphens and spaces; one line. */
export const plainText = (text: string): string =>
  text
    .replaceAll(optionDash, '$1--')
    .normalize('NFKC')
    .replaceAll(/(?!\s)[\p{Cf}\p{Cc}\p{Variation_Selector}]/gu, '')
    .replaceAll(singleQuotes, "'")
    .replaceAll(doubleQuotes, '"')
    .replaceAll(new RegExp(`[${dashes}]`, 'g'), '-')
    .replaceAll(/\s+/g, ' ')
    .trim()

const around = /^[\s"'*_~.,;:!?()<>[\]{}]+|[\s"'*_~.,;:!?()<>[\]{}]+$/g

/** Without the quotes, dots and signs around it that mean nothing. */
export const bare = (text: string): string => plainText(text).replaceAll(around, '')

/** Letters and digits in lower case: what is left of a name when case, dots and dashes mean nothing. */
export const nameKey = (name: string): string =>
  plainText(name)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')

const because =
  /(?:^|(?<=\s)|(?<=[,;.!]))(?:because|'cause|cuz|coz|bc|b\/c|due to|reason:?)(?=$|[\s:])[\s:]*|(?<=\S)\s[-\u2010-\u2015]+\s+(?=\S)/iu

/** What was said, and the reason after `because`, `due to` or a dash; the reason stays as it was typed. */
export const splitReason = (text: string): { said: string; reason?: string } => {
  const found = because.exec(text)
  if (!found) return { said: text }
  const reason = text.slice(found.index + found[0].length).trim()
  return { said: text.slice(0, found.index), ...(reason === '' ? {} : { reason }) }
}
