// Masking secrets before anything is stored or shown: by the name of a field and by the look of a value.

import type { Json } from '../shared/json.ts'
import { findSecrets } from './secrets.ts'

const secretName =
  /^(.*[-_.])?(pass(word|wd|phrase|code)?|secret|token|api[-_]?key|apikey|authorization|credentials?|private[-_]?key|client[-_]?secret|access[-_]?key|cookie|otp|pin|cvv)$/i
/** `apiKey` and `clientSecret` are read as `api-key` and `client-secret`. */
const isSecretName = (name: string): boolean => secretName.test(name.replace(/([a-z0-9])([A-Z])/g, '$1-$2'))

export const masked = (what: string): string => `[masked: ${what}]`

/** `text` with everything that looks like a secret replaced by what kind it was. */
export const maskText = (text: string): string => {
  let result = ''
  let from = 0
  for (const { start, end, kind } of findSecrets(text)) {
    result += text.slice(from, start) + masked(kind)
    from = end
  }
  return result + text.slice(from)
}

/** A copy of `value` without secrets: whole values under telling names, and secret-looking parts of every other text. */
export const maskJson = (value: Json, name = ''): Json => {
  if (typeof value === 'string') return isSecretName(name) && value !== '' ? masked(name) : maskText(value)
  if (typeof value === 'number') return isSecretName(name) ? masked(name) : value
  if (Array.isArray(value)) return value.map((item) => maskJson(item, name))
  if (value === null || typeof value === 'boolean') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [maskText(key), maskJson(item, key)]))
}
