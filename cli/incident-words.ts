// What an operator types about an open incident: how bad and why, however it was quoted.
import { type Severity, severityOf } from '#domain/incident/severity.ts'

/** Sent nowhere: a severity that was meant and not understood must not be lost without a word. */
const unknownSeverity = (word: string): { problem: string } => ({
  problem: `“${word.slice(0, 40)}” is no severity; write one of SEV1 to SEV4.`,
})

/** `because …`, or only the reason; without one, a sentence that asks for it. */
export const parseReason = (words: readonly string[]): { reason: string } | { problem: string } => {
  const reason = words
    .join(' ')
    .trim()
    .replace(/^because(\s+|$)/i, '')
  return reason === '' ? { problem: 'Say why: … because …' } : { reason }
}

/** `sev2 because …` */
export const parseSeverityChange = (
  words: readonly string[],
): { severity: Severity; reason: string } | { problem: string } => {
  const [word = '', ...rest] = words.join(' ').trim().split(/\s+/)
  const severity = severityOf(word)
  const why = parseReason(rest)
  if (severity === undefined) return unknownSeverity(word)
  return 'problem' in why ? why : { severity, ...why }
}
