// Why: says what the gate answered the way a colleague would.
import { timeOfDay } from '../text/times.ts'
import type { GateAnswer } from './gate.ts'

type Tone = 'good' | 'wait' | 'bad'

export interface Said {
  tone: Tone
  headline: string
  detail?: string
}

interface Approval {
  roles?: string[]
  quorum?: number
  expiresAt?: string
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The answer to "may I do this?"; a dry run says "would" and promises nothing. */
export function sayDecision({ status, body }: GateAnswer, dryRun: boolean): Said {
  if (status >= 400) return sayProblem(status, body)
  const detail = text(body['reason'])
  switch (body['decision']) {
    case 'allow':
      return {
        tone: 'good',
        headline: dryRun ? 'This would be allowed.' : 'Allowed: the tool may run now.',
        detail,
      }
    case 'pending':
      return {
        tone: 'wait',
        headline: `${dryRun ? 'This would need' : 'Waiting for'} ${peopleOf(body['approval'] as Approval | undefined)}.`,
        detail,
      }
    case 'deny':
      return {
        tone: 'bad',
        headline: dryRun ? 'This would be denied.' : 'Denied: the tool does not run.',
        detail,
      }
    default:
      return { tone: 'bad', headline: `The gate answered ${status} with something unknown.` }
  }
}

export function sayStart({ status, body }: GateAnswer): Said {
  if (status >= 400) return sayProblem(status, body)
  const detail = text(body['reason'])
  return body['decision'] === 'allow'
    ? { tone: 'good', headline: 'Started: the tool runs now, this once.', detail }
    : { tone: 'bad', headline: 'Not started.', detail }
}

export function sayOutcome({ status, body }: GateAnswer, outcome: string): Said {
  if (status >= 400) return sayProblem(status, body)
  return { tone: 'good', headline: `Reported: ${outcome}.` }
}

function sayProblem(status: number, body: Record<string, unknown>): Said {
  const title = text(body['title']) || text(body['message'])
  return {
    tone: 'bad',
    headline: `Refused with ${status}${title ? `: ${title}` : ''}.`,
    detail: text(body['detail']),
  }
}

function peopleOf(approval: Approval | undefined): string {
  if (!approval) return 'people'
  const count = approval.quorum ?? 1
  const roles = (approval.roles ?? []).join(' and ')
  const until = approval.expiresAt ? `, until ${timeOfDay(Date.parse(approval.expiresAt) / 1000)}` : ''
  return `${count === 1 ? 'one person' : `${count} people`}${roles ? ` of ${roles}` : ''}${until}`
}

export const statusWords: Record<string, Said> = {
  pending: { tone: 'wait', headline: 'Waiting for people' },
  approved: { tone: 'good', headline: 'Approved: start it before the grant lapses' },
  denied: { tone: 'bad', headline: 'Denied' },
  expired: { tone: 'bad', headline: 'Expired: nobody decided in time' },
  voided: { tone: 'bad', headline: 'Voided: it no longer counts' },
  started: { tone: 'wait', headline: 'Started: report how it went' },
  succeeded: { tone: 'good', headline: 'Succeeded' },
  failed: { tone: 'bad', headline: 'Failed' },
  unknown: { tone: 'wait', headline: 'Unknown: a person decides in the recovery queue' },
}
