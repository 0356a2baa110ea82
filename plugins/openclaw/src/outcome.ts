// How a tool call went, read from what OpenClaw says after it: done, failed, or stopped where nobody can know.
import type { Outcome } from './gate-client.ts'
import type { AfterToolEvent } from './host.ts'
import { isRecord } from './json.ts'

/** What a failed call says about itself when nobody can know whether it took effect. */
const undecidedWords = /\b(timed?[ -]?out|abort(ed)?|cancell?ed|interrupted|killed|SIG[A-Z]+)\b/i

const detailsOf = (result: unknown): Record<string, unknown> =>
  isRecord(result) && isRecord(result['details']) ? result['details'] : {}

/** Statuses that OpenClaw's own tools put into `details.status` when they were stopped half-way. */
const stopped = ['timeout', 'aborted', 'killed', 'cancelled']

/** The end of a call → the outcome to report; `unknown` asks a person to look. */
export const outcomeOf = ({
  result,
  error,
}: AfterToolEvent): { status: Outcome['status']; summary: string } => {
  const { status, timedOut, exitCode, exitSignal, error: said } = detailsOf(result)
  const complaint = error ?? (typeof said === 'string' ? said : undefined)
  if (timedOut === true || stopped.includes(String(status)))
    return { status: 'unknown', summary: complaint ?? 'it was stopped before it was done' }
  if (typeof exitSignal === 'string') return { status: 'unknown', summary: `ended by ${exitSignal}` }
  if (complaint !== undefined || status === 'failed' || status === 'error') {
    const summary = complaint ?? 'the tool says that it failed'
    return { status: undecidedWords.test(summary) ? 'unknown' : 'failed', summary }
  }
  if (typeof exitCode === 'number' && exitCode !== 0)
    return { status: 'failed', summary: `ended with exit code ${exitCode}` }
  return { status: 'succeeded', summary: status === 'running' ? 'goes on in the background' : 'done' }
}
