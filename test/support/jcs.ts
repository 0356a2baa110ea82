// RFC 8785 (JCS) and its SHA-256 written a second time, so that the product's digest is checked against something of its own.
import { createHash } from 'node:crypto'

/** Members sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes them. */
export const jcs = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jcs(member)}`).join(',')}}`
}

export const digestOf = (value: unknown): string =>
  `sha256:${createHash('sha256').update(jcs(value), 'utf8').digest('hex')}`
