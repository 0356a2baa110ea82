// Masking secrets before anything is stored or shown: by the name of a field and by the look of a value.

import type { Json } from '../shared/json.ts'
import type { Found } from './found.ts'
import { inOrder } from './found.ts'
import { hasDisguise, inOriginal, plainCharacters } from './plain-reading.ts'
import { type Naming, namingOf } from './secret-names.ts'
import { isPlaceholder, isSecretValue } from './secret-values.ts'
import { findSecrets } from './secrets.ts'

/** What it was and how long, so that whoever decides still understands: `‹AWS key, 20 characters›`. */
export const masked = (kind: string, length: number): string =>
  `‹${kind}, ${length} character${length === 1 ? '' : 's'}›`

/** As it stands, and as a reader takes it who does not see what is invisible and takes look-alikes for what they look like. */
const findIn = (text: string): Found[] => {
  const found = findSecrets(text)
  if (!hasDisguise(text)) return found
  const plain = plainCharacters(text)
  return inOrder([...found, ...findSecrets(plain.text).map(inOriginal(text, plain))])
}

/** `text` with everything that looks like a secret replaced by what kind it was. */
export const maskText = (text: string): string => {
  let result = ''
  let from = 0
  for (const { start, end, kind } of findIn(text)) {
    result += text.slice(from, start) + masked(kind, end - start)
    from = end
  }
  return result + text.slice(from)
}

/** A whole value under a telling name. */
const maskNamed = (value: string, naming: Naming, name: string): string => {
  if (value === '' || /^‹[^›]*›$/.test(value)) return value
  const surely = naming.surely && !isPlaceholder(value)
  return surely || isSecretValue({ value, quoted: true, colon: false }, naming, name)
    ? masked(naming.kind, value.length)
    : maskText(value)
}

const nameKeys = /^(?:name|key|field|header|id|label|variable|var|param|parameter|property|n|k)$/i
const valueKeys = /^(?:value|val|content|default|data|v|text|string)$/i
/** `{name: "password", value: …}` and `{Key: "api_key", Value: …}`. */
const pairNaming = (entries: readonly (readonly [string, Json])[]): Naming | undefined => {
  for (const [key, value] of entries) {
    const naming = nameKeys.test(key) && typeof value === 'string' ? namingOf(value) : undefined
    if (naming) return naming
  }
  return undefined
}

/** `["--password", "x"]` and `["Authorization", "Bearer x"]`: the item before is the name of the next. */
const itemNaming = (before: Json | undefined): Naming | undefined => {
  if (typeof before !== 'string' || before.length > 80) return undefined
  const naming = namingOf(before)
  return naming && { ...naming, surely: naming.surely && before.startsWith('-') && !before.includes('=') }
}

interface Under {
  name: string
  naming: Naming | undefined
}
const nowhere: Under = { name: '', naming: undefined }

const maskList = (value: readonly Json[], under: Under): Json[] =>
  value.map((item, i) => {
    const naming =
      under.naming ??
      (typeof item === 'string' && !item.startsWith('-') ? itemNaming(value[i - 1]) : undefined)
    return maskValue(item, { name: under.name, naming })
  })

const maskObject = (value: { readonly [key: string]: Json }, { name, naming }: Under): Json => {
  const entries = Object.entries(value)
  const paired = pairNaming(entries)
  const isKubernetesSecret = entries.some(([key, kind]) => key === 'kind' && kind === 'Secret')
  return Object.fromEntries(
    entries.map(([key, item]) => {
      const own =
        (paired && valueKeys.test(key) ? paired : undefined) ??
        (isKubernetesSecret && /^(?:data|stringData)$/.test(key)
          ? { kind: 'secret', surely: true }
          : undefined) ??
        namingOf(key)
      // Inside of `credentials: {…}` what is no word is secret, whatever it is called.
      const inherited = naming && {
        ...naming,
        surely: name === 'data' || name === 'stringData' ? naming.surely : false,
      }
      return [maskText(key), maskValue(item, { name: key, naming: own ?? inherited })]
    }),
  )
}

const maskValue = (value: Json, under: Under): Json => {
  const { name, naming } = under
  if (typeof value === 'string') return naming ? maskNamed(value, naming, name) : maskText(value)
  if (typeof value === 'number')
    return naming?.surely || isCode(value, naming) ? masked(naming!.kind, String(value).length) : value
  if (Array.isArray(value)) return maskList(value, under)
  if (value === null || typeof value === 'boolean') return value
  return maskObject(value, under)
}
const isCode = (value: number, naming: Naming | undefined): boolean =>
  naming !== undefined && isSecretValue({ value: String(value), quoted: true, colon: false }, naming, '')

/** A copy of `value` without secrets: whole values under telling names, and secret-looking parts of every other text. */
export const maskJson = (value: Json): Json => maskValue(value, nowhere)
