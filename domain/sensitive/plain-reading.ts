// A text as a reader takes it: without what cannot be seen, look-alikes as what they look like, emphasis and “[.]” resolved.
import type { Found } from './found.ts'

/** `at[i]` is where in the original the character `text[i]` stands. */
export interface Reading {
  text: string
  at: readonly number[]
}

// Cyrillic and Greek letters that look like Latin ones, each above its double.
const alike = 'АВЕЗКМНОРСТУХІЈЅаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν'
const latin = 'ABE3KMHOPCTYXIJSaeopcyxijsdqwABEZHIKMNOPTYXoav'
const lookAlikes = new Map([...alike].map((letter, i) => [letter, latin[i]!]))
/** Where the digits of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

const plainCharacter = (character: string): string => {
  if (/[\p{Cf}\p{Mn}\p{Me}\u115f\u3164]/u.test(character)) return ''
  if (/[\p{Zs}\t\r\u2028\u2029]/u.test(character)) return ' '
  if (/\p{Pd}|\u2212/u.test(character)) return '-'
  if (/[“”„‟«»]/.test(character)) return '"'
  if (/[‘’‚‛]/.test(character)) return "'"
  if (character === '。') return '.'
  const code = character.codePointAt(0)!
  const zero = zeros.find((each) => code >= each && code < each + 10)
  return zero === undefined ? (lookAlikes.get(character) ?? character) : String(code - zero)
}

/** The compatibility form joins full-width, circled and bold letters with plain ones; accents are read over. */
export const plainCharacters = (text: string): Reading => {
  let plain = ''
  const at: number[] = []
  let index = 0
  for (const character of text) {
    const read =
      character < '\x7f' ? character : [...character.normalize('NFKD')].map(plainCharacter).join('')
    plain += read
    for (let i = 0; i < read.length; i++) at.push(index)
    index += character.length
  }
  return { text: plain, at }
}

/** Whether anything in it may be read as something else; most texts are plain, and are read once. */
export const hasDisguise = (text: string): boolean =>
  /[^\t-~\u2013\u2014\u2018-\u201f\u2026\u2039\u203a]/.test(text)

/** Where it stands in the original; what was left out behind it is not part of it. */
export const inOriginal =
  (original: string, { at }: Reading) =>
  ({ start, end, kind }: Found): Found => {
    const last = at[end - 1]!
    return { start: at[start]!, end: last + (original.codePointAt(last)! > 0xffff ? 2 : 1), kind }
  }

const rewrite = ({ text, at }: Reading, pattern: RegExp, replacement: string): Reading => {
  let plain = ''
  const places: number[] = []
  let from = 0
  const keep = (end: number) => {
    plain += text.slice(from, end)
    for (let i = from; i < end; i++) places.push(at[i]!)
  }
  for (const match of text.matchAll(pattern)) {
    keep(match.index)
    plain += replacement
    for (let i = 0; i < replacement.length; i++) places.push(at[match.index]!)
    from = match.index + match[0].length
  }
  if (from === 0 && plain === '') return { text, at }
  keep(text.length)
  return { text: plain, at: places }
}

/** Emphasis goes before the rest, because it may stand inside of it; an underscore is emphasis only at the edge of a word. */
const steps: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/[*`]{1,50}|~~|(?<![^\s(["'])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![^\s.,;:!?)\]"'])/g, ''],
  [/\\(?=[.@:_-])/g, ''],
  [/ ?[[({<] ?(?:\.|dot|punkt|point) ?[\])}>] ?| -dot- /gi, '.'],
  [/ ?[[({<] ?(?:@|at) ?[\])}>] ?| -at- |%40|&#0{0,4}64;|&#x0{0,4}40;|&commat;/gi, '@'],
]

export const plainReading = (text: string): Reading =>
  steps.reduce(
    (reading, [pattern, replacement]) => rewrite(reading, pattern, replacement),
    plainCharacters(text),
  )

/** The same with long words joined again that a narrow column broke in two; “expired” and the next line stay apart. */
export const onOneLine = (reading: Reading): Reading =>
  rewrite(reading, /(?<=[\w./+-]{8})(?<=\d\S{0,40}) ?\n ?(?=[\w./+-])/g, '')
