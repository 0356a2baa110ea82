// Words from outside, made fit to be kept and shown: short, on one line, and without secrets.
import { createHash } from 'node:crypto'
import { webhooks } from '#config/load.ts'
import { type Severity, severityOf } from '#domain/incident/severity.ts'
import { maskText } from '#domain/sensitive/mask.ts'

/** Bounded before it is searched: what a source sends may be long. */
export const line = (text: string, length: number): string => {
  const flat = text
    .slice(0, 10_000)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return maskText(flat).slice(0, length).toWellFormed()
}

/** A web address, or nothing; what stands in it for a password or a fragment is left out. */
export const link = (text: unknown): string | undefined => {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || url.href.length > 500) return undefined
  url.username = ''
  url.password = ''
  return maskText(url.href).slice(0, 500)
}

/** An instant of ours; nothing for what is no time, or the year 1 that stands for none. */
export const instant = (text: unknown): string | undefined => {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return time > 0 && time < 4e12 ? new Date(time).toISOString() : undefined
}

export const digest = (text: string | Buffer): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 40)

/** Readable while short and harmless; otherwise a hash, so that what differs outside differs here. */
export const key = (...parts: string[]): string => {
  const whole = parts.join(':')
  return whole.length <= 160 && line(whole, 160) === whole ? whole : `${parts[0]}:${digest(whole)}`
}

/** At most thirty; the rest of what a source says can be looked up there. */
export const labels = (given: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given)
      .filter(
        ([name, value]) => name !== '__proto__' && ['string', 'number', 'boolean'].includes(typeof value),
      )
      .slice(0, 30)
      .map(([name, value]) => [line(name, 60), line(String(value), 200)]),
  )

/** What the first word of these that means anything means. */
export const severity = (...words: unknown[]): Severity | undefined => {
  for (const word of words) {
    if (typeof word !== 'string' && typeof word !== 'number') continue
    const name = String(word).toLowerCase().trim()
    const known = Object.hasOwn(webhooks().severities, name) ? webhooks().severities[name] : severityOf(name)
    if (known) return known
  }
  return undefined
}
