// What an operator types about incidents: how bad, what happened and why, however it was quoted.
import { type Severity, severityOf } from '#domain/severity.ts'

/** Sent nowhere: a severity that was meant and not understood must not be lost without a word. */
const unknownSeverity = (word: string): { problem: string } => ({
  problem: `“${word.slice(0, 40)}” is no severity; write one of SEV1 to SEV4.`,
})

const worded = /^(sev(?:erity)?[\s-]?\d\S*)\s*([\s\S]*)$/i
/** Inside quotes it is no option of the command, and missing it would stop agents for an exercise. */
const drillWord = /(^|\s)(?:--|[–—])drill(?=\s|$)/i

export interface Declaration {
  title: string
  severity?: Severity
  unsure?: true
  drill?: true
}

/** `sev2 what happened`, with `sev2?` for unsure and `--drill` anywhere, or only what happened. */
export const parseDeclaration = (words: readonly string[]): Declaration | { problem: string } => {
  const said = words.join(' ')
  const typed = said.replace(drillWord, '').trim()
  const drill = drillWord.test(said) ? { drill: true as const } : {}
  const [, word, title = typed] = worded.exec(typed) ?? []
  if (word === undefined) return { title, ...drill }
  const severity = severityOf(word.replace(/^sev(erity)?[\s-]?/i, 'sev').replace(/[?:,]+$/, ''))
  if (severity === undefined) return unknownSeverity(word)
  return { title, severity, ...drill, ...(word.includes('?') ? { unsure: true } : {}) }
}

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
