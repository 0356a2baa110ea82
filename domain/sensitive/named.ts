// The second layer: what a name says to be a secret, in the syntax of any language, file or command.
import type { Found } from './found.ts'
import { mayName, type Naming, namingOf } from './secret-names.ts'
import { isPlaceholder, isSecretValue, type Spot } from './secret-values.ts'

const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_.-]{0,79}/gu

/** A quote, as it stands in a text or inside another string: `"`, `\"`, `\\\"`, `&quot;`. */
const Q = '(?:\\\\{0,4}["\'`]|&quot;|&#34;|%22)'
const SPACE = '(?:[ \\t\\u00a0]|\\\\[nrt](?![a-z])){0,12}'
const ANY_SPACE = '(?:\\s|\\\\[nrt]){0,60}'
// A quote with a comma or a bracket behind it has ended something.
const QUOTED = `(?:\\b[bfruBFRU]{1,2})?(${Q})(?![ \\t]{0,2}[,;)\\]}])((?:(?!\\1)[^\\n]){1,2000})`
const BARE = '([^\\s"\'`,;&|<>]{1,2000})'
const VALUE = `(?:${QUOTED}|${BARE})`
const BLOCK = `[|>][+-]?\\d?[ \\t]{0,4}\\n[ \\t]{1,20}`

const sticky = (source: string): RegExp => new RegExp(source, 'dyi')
const assigned = sticky(
  `${Q}?(?:[ \\t]{0,4}[\\])])?${SPACE}(?::[ \\t]?[A-Za-z][\\w.<>\\[\\]| ?]{0,30}[ \\t]=(?![=>])|:=|=>|->|===?|!==?|\\?\\?=|\\|\\|=|[?+]=|=|:(?!//)|：)${SPACE}(?:${BLOCK})?${VALUE}`,
)
const element = sticky(`(?:\\s[^<>\\n]{0,200})?>\\s{0,40}(?:<!\\[CDATA\\[)?()([^<\\]]{1,2000})(?=[<\\]])`)
const attribute = sticky(
  `${Q}\\s{1,20}(?:[\\w:-]{1,30}\\s?=\\s?["'][^"'\\n]{0,80}["']\\s{1,20}){0,4}(?:value|val|content|default|data)\\s?=\\s?\\\\{0,3}(["'])([^"'\\n]{1,2000})`,
)
const attributeContent = sticky(`${Q}[^<>]{0,80}>\\s{0,20}()([^<]{1,2000})`)
const nextElement = sticky(`</\\w{1,20}>\\s{0,80}<\\w{1,20}[^<>]{0,60}>()([^<]{1,2000})`)
const pairedValue = sticky(
  `${Q}?${ANY_SPACE}[,;]?${ANY_SPACE}(?:-[ \\t])?${Q}?(?:value|val|content|default|data)${Q}?[ \\t]{0,4}(?:=>|:=|[:=])[ \\t]{0,4}(?:\\\\[nrt])?${VALUE}`,
)
const argument = sticky(`${Q}\\s{0,10},\\s{0,10}${QUOTED}`)
const called = sticky(`\\(\\s{0,10}${QUOTED}`)
const subscript = sticky(`${Q}\\s{0,3}[\\])]\\s{0,3}(?::=|=)\\s{0,3}${VALUE}`)
const defaulted = sticky(`${Q}\\s{0,4}\\{[^{}]{0,200}?\\bdefault\\s{0,20}=\\s{0,4}${QUOTED}`)
const option = sticky(`[ \\t]{1,4}(?!-)${VALUE}`)
const cell = sticky(`[ \\t*\`]{0,20}\\|[ \\t*\`]{0,20}()([^\\s|\`]{8,500})`)
const spoken = sticky(
  `${Q}?[ \\t]{1,4}(?:(?:is|was|are|to|of)[ \\t]{1,3}|:[ \\t]{0,3})?(?=["'\`]?[A-Za-z0-9+/_$!])${VALUE}`,
)

const isKeyOfPair =
  /(?:^|[^\w])\\{0,3}["']?(?:name|key|field|header|id|label|variable|var|param|parameter|property|n|k)\\{0,3}["']?\s{0,4}(?:=>|:=|[:=])\s{0,4}\\{0,3}["']?$/i
const isInElement = /<(?:[\w-]{1,30}:)?$/
const isInNamingElement = /<(?:key|name|n|k)>\s{0,10}$/i
const isOption = /(?:^|[\s"'=,[(])-{1,2}$/
const isQuoted = /["'`]$|&quot;$/

/** The ways a value may follow; what stands before the name says which are worth trying, the first that fits counts. */
interface Way {
  pattern: RegExp
  when?: (before: string, after: string) => boolean
  /** Weaker evidence: the value must look made by a machine whatever the name says. */
  loose?: boolean
  colon?: boolean
}
const ways: readonly Way[] = [
  { pattern: element, when: (before, after) => isInElement.test(before) && /^[\s>]/.test(after) },
  { pattern: nextElement, when: (before, after) => isInNamingElement.test(before) && after.startsWith('</') },
  { pattern: pairedValue, when: (before) => isKeyOfPair.test(before) },
  { pattern: attribute, when: (before) => isQuoted.test(before) },
  { pattern: attributeContent, when: (before) => isQuoted.test(before) && /=\s?\\?["']$/.test(before) },
  { pattern: subscript, when: (before) => isQuoted.test(before) },
  { pattern: assigned },
  { pattern: option, when: (before) => isOption.test(before) },
  { pattern: argument, when: (before) => isQuoted.test(before), loose: true },
  { pattern: called, loose: true },
  { pattern: defaulted, when: (before) => isQuoted.test(before) },
  { pattern: cell, loose: true },
  { pattern: spoken, loose: true },
]

interface Value {
  start: number
  end: number
  spot: Spot
}
const valueAt = (text: string, at: number, { pattern, loose = false }: Way): Value | undefined => {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  if (!match) return undefined
  const place = match[2] === undefined ? match.indices![3] : match.indices![2]
  if (!place) return undefined
  const [start, end] = place
  const between = text.slice(at, start)
  const quoted = (match[1] ?? '') !== ''
  const spot = {
    value: text.slice(start, end),
    quoted,
    colon: /[:：]\s/.test(between),
    // In Markdown `name`: begins what is said about it.
    loose: loose || (!quoted && between.startsWith('`')),
  }
  return { start, end, spot }
}

/** “API key h7Gq…”: the word before belongs to the name. */
const wholeName = (text: string, start: number, name: string): string => {
  if (!/^keys?$/i.test(name)) return name
  const before = /([A-Za-z]{2,20})[ \t]$/.exec(text.slice(Math.max(0, start - 22), start))?.[1]
  return before === undefined ? name : `${before}_${name}`
}

const findAfter = (text: string, start: number, name: string, naming: Naming): Value | undefined => {
  const before = text.slice(Math.max(0, start - 40), start)
  const at = start + name.length
  const after = text.slice(at, at + 4)
  for (const way of ways) {
    if (way.when && !way.when(before, after)) continue
    const value = valueAt(text, at, way)
    if (value && isSecretValue(value.spot, naming, name)) return value
  }
  return undefined
}

/** The value in front of its name: `{value: …, name: password}`. */
const reversed = new RegExp(
  `\\b(?:value|val)${Q}?\\s{0,4}[:=]\\s{0,4}${VALUE}${Q}?\\s{0,10}[,;]?\\s{0,20}${Q}?(?:name|key)${Q}?\\s{0,4}[:=]\\s{0,4}${Q}?([\\w.-]{2,80})`,
  'dgi',
)
const findBefore = (text: string): Found[] =>
  /\bval/i.test(text)
    ? [...text.matchAll(reversed)].flatMap((match) => {
        const naming = namingOf(match[4]!)
        const place = match.indices![2] ?? match.indices![3]
        if (!naming || !place) return []
        const [start, end] = place
        const spot = { value: text.slice(start, end), quoted: true, colon: false }
        return isSecretValue(spot, naming, match[4]!) ? [{ start, end, kind: naming.kind }] : []
      })
    : []

/** Names may end in what belongs to the sentence: “the token.” */
const withoutEnd = (name: string): string => name.replace(/[.-]{1,80}$/, '')

export const findNamed = (text: string): Found[] => {
  if (!mayName(text)) return []
  const found: Found[] = []
  NAME.lastIndex = 0
  for (let match = NAME.exec(text); match; match = NAME.exec(text)) {
    const given = withoutEnd(match[0])
    const name = wholeName(text, match.index, given)
    const naming = namingOf(name)
    if (!naming) continue
    const value = findAfter(text, match.index, given, naming)
    if (!value) continue
    found.push({ start: value.start, end: value.end, kind: naming.kind })
    NAME.lastIndex = value.end
  }
  return [...found, ...findBefore(text)].filter(({ start, end }) => !isPlaceholder(text.slice(start, end)))
}
