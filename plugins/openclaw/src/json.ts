// JSON as it crosses the wire: what is asked, what is approved and what is compared are the same text.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A copy that holds exactly what JSON can say, so that nothing but the approved text can reach a tool. */
export const jsonCopy = (value: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown>

/** `sha256:…` over the RFC 8785 form; what JSON cannot say (`undefined`, functions) does not count. */
export const digestOf = (value: unknown): string => {
  const text = canonicalize(JSON.parse(JSON.stringify(value ?? null))) ?? 'null'
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

/** An identifier as the gate takes it: visible ASCII, at most 200 characters. */
export const identifier = (value: string): string => value.replace(/[^\x21-\x7e]/g, '_').slice(0, 200)

/** Text cut to `max` characters, saying so. */
export const clip = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1)}…`
