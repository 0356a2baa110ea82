// How a tool call went, read from what OpenClaw says after it: done, failed, or stopped where nobody can know.
import type { Outcome } from './answers.ts'
import type { AfterToolEvent } from './host.ts'
import { isRecord } from './json.ts'
import { patchTargets } from './named-paths.ts'

/** What a failed call says about itself when nobody can know whether it took effect. */
const undecidedWords = /\b(timed?[ -]?out|abort(ed)?|cancell?ed|interrupted|killed|SIG[A-Z]+)\b/i

const detailsOf = (result: unknown): Record<string, unknown> =>
  isRecord(result) && isRecord(result['details']) ? result['details'] : {}

/** Statuses that OpenClaw's own tools put into `details.status` when they were stopped half-way. */
const stopped = ['timeout', 'aborted', 'killed', 'cancelled']

const countOf = (value: unknown): number =>
  Array.isArray(value) ? value.length : typeof value === 'number' ? value : 0

/** What was done of a call that did a part of its work; undefined when it did all or nothing. */
const halfDone = (details: Record<string, unknown>, complaint: string | undefined): string | undefined => {
  const done = countOf(details['succeeded'] ?? details['sent'] ?? details['delivered'])
  const failed = countOf(details['failed'] ?? details['errors'])
  const saysSo = String(details['status']).startsWith('partial') || details['partial'] === true
  if (!saysSo && (done === 0 || failed === 0)) return undefined
  return complaint ?? (done + failed > 0 ? `${done} done, ${failed} failed` : 'it did a part of its work')
}

/** A patch changes one file after the other; when a later one fails, earlier ones may be changed. */
const isHalfPatch = (tool: string, params: Record<string, unknown>): boolean =>
  tool === 'apply_patch' &&
  Object.values(params).some((value) => typeof value === 'string' && patchTargets(value).length > 1)

/** The end of a call → the outcome to report; `unknown` asks a person to look. */
export const outcomeOf = ({
  toolName,
  params,
  result,
  error,
}: AfterToolEvent): { status: Outcome['status']; summary: string } => {
  const details = detailsOf(result)
  const { status, timedOut, exitCode, exitSignal, error: said } = details
  const complaint = error ?? (typeof said === 'string' ? said : undefined)
  const half = halfDone(details, complaint)
  if (half !== undefined) return { status: 'partial', summary: half }
  if (timedOut === true || stopped.includes(String(status)))
    return { status: 'unknown', summary: complaint ?? 'it was stopped before it was done' }
  if (typeof exitSignal === 'string') return { status: 'unknown', summary: `ended by ${exitSignal}` }
  if (complaint !== undefined || status === 'failed' || status === 'error') {
    const summary = complaint ?? 'the tool says that it failed'
    if (isHalfPatch(toolName, params))
      return { status: 'unknown', summary: `${summary} Some of its files may be changed.` }
    return { status: undecidedWords.test(summary) ? 'unknown' : 'failed', summary }
  }
  if (typeof exitCode === 'number' && exitCode !== 0)
    return { status: 'failed', summary: `ended with exit code ${exitCode}` }
  return { status: 'succeeded', summary: status === 'running' ? 'goes on in the background' : 'done' }
}
