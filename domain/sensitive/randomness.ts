// Whether a run of characters was made by a machine: how often small letters, capitals and digits take turns in it.

/** Of the turns from one class to another; a capital that begins a word is none, nor is what stands at a separator. */
const turnsOf = (text: string): { turns: number; classes: number; longest: number } => {
  let turns = 0
  let longest = 0
  let run = 0
  let before = 0
  let all = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const is = code >= 97 && code <= 122 ? 1 : code >= 65 && code <= 90 ? 2 : code >= 48 && code <= 57 ? 4 : 0
    if (is !== 0 && before !== 0 && is !== before && !(before === 2 && is === 1)) turns++
    run = is === 0 ? 0 : run + 1
    if (run > longest) longest = run
    before = is
    all |= is
  }
  return { turns, classes: all, longest }
}

const LOWER = 1
const UPPER = 2
const DIGIT = 4
const ALL = LOWER | UPPER | DIGIT

/** “key1-for-demo” has one turn and “OAuth2Client” two; sixteen characters by chance have eight. */
export const looksRandom = (text: string, least = 3): boolean => {
  const { turns, classes } = turnsOf(text)
  return text.length >= 8 && (classes & DIGIT) !== 0 && classes !== DIGIT && turns >= least
}

/** Letters only, and more of them in a row than any word has, with the consonants of none. */
const isLetterSalad = (text: string): boolean =>
  text.length >= 20 && /^[A-Za-z]{20,200}$/.test(text) && /[bcdfghjklmnpqrstvwxz]{6}/i.test(text)

/** What stands under a name that says “secret”, and is no word. */
export const looksGenerated = (text: string): boolean =>
  looksRandom(text, 2) ||
  /^\d{12,80}$/.test(text) ||
  isLetterSalad(text) ||
  (text.length >= 12 && turnsOf(text).turns >= 4 && !/[ ./]/.test(text))

/** Separate parts that are words or short numbers: `my-example-key`, `YOUR_TOKEN_HERE`, `xxxxxxxx`. */
export const isMadeOfWords = (payload: string): boolean => {
  if (new Set(payload.toLowerCase()).size <= 2) return true
  return payload
    .split(/[^A-Za-z0-9]/)
    .every((part) => part.length <= 16 && /^(?:[A-Z]?[a-z]{0,15}|[A-Z]{0,15}|\d{1,3}|v\d)$/.test(part))
}

const HEX = /^(?:0x)?[\da-f]{1,200}$|^(?:0x)?[\dA-F]{1,200}$/
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/**
 * The last net, for credentials that nobody named and whose issuer nobody knows: long, and as restless as chance is. Mere
 * hexadecimal digits are not meant: commits, checksums and requests are told to people.
 */
export const isRandomString = (text: string): boolean => {
  if (UUID.test(text) || text.split(/[/+=_-]/).some((part) => part.length >= 32 && HEX.test(part)))
    return false
  const { turns, classes, longest } = turnsOf(text)
  const share = turns / text.length
  if (classes === ALL) return longest >= 20 && text.length >= 32 && share >= 0.3
  return (classes & DIGIT) !== 0 && classes !== DIGIT && longest >= 32 && share >= 0.3
}
