// What the gate says, read strictly: anything unclear is garbage, and garbage runs nothing.
import { GateError } from './http.ts'
import { isRecord } from './json.ts'

export interface Approval {
  roles: readonly string[]
  quorum: number
  expiresAt: string
}

export interface Decision {
  id: string
  decision: 'allow' | 'deny' | 'pending'
  reason: string
  policies: readonly string[]
  /** Over agent, tool and parameters: what the gate decided about. */
  digest: string
  approval: Approval | undefined
  /** The signed proof that comes with a grant, where the gate gives one. */
  receipt: string | undefined
}

export type Status = (typeof statuses)[number]

export interface View {
  id: string
  status: Status
  reason: string
  votes: readonly { by: string; verdict: string; reason: string }[]
}

export interface Engagement {
  scope: string
  mode: string
  reason: string
  by: string
  since: string
}

export interface Switch {
  revision: number
  effective: 'run' | 'readonly' | 'paused'
  engaged: readonly Engagement[]
}

export interface Outcome {
  status: 'succeeded' | 'failed' | 'partial' | 'unknown'
  summary: string
  durationMs?: number
  evidence?: string
}

export interface Ack {
  revision: number
  stoppedRuns: readonly string[]
  stragglers: readonly string[]
}

const statuses = [
  ...(['pending', 'approved', 'denied', 'expired', 'voided'] as const),
  ...(['started', 'succeeded', 'failed', 'partial', 'unknown'] as const),
] as const

const bad = (what: string): never => {
  throw new GateError('garbage', `the answer has no usable ${what}`)
}
const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : bad('object'))
const word = (value: unknown, what: string): string =>
  typeof value === 'string' && value !== '' ? value : bad(what)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const optional = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const words = (value: unknown): string[] => list(value).filter((item) => typeof item === 'string')
const oneOf = <T extends string>(value: unknown, of: readonly T[], what: string): T =>
  of.find((item) => item === value) ?? bad(what)

const approvalOf = (value: unknown): Approval | undefined =>
  isRecord(value)
    ? { roles: words(value['roles']), quorum: Number(value['quorum']), expiresAt: text(value['expiresAt']) }
    : undefined

export const decisionOf = (value: unknown): Decision => {
  const body = record(value)
  return {
    id: word(body['id'], 'id'),
    decision: oneOf(body['decision'], ['allow', 'deny', 'pending'], 'decision'),
    reason: text(body['reason']),
    policies: words(body['policies']),
    digest: word(body['digest'], 'digest'),
    receipt: optional(body['receipt']),
    approval: approvalOf(body['approval']),
  }
}

export const viewOf = (value: unknown): View => {
  const body = record(value)
  return {
    id: word(body['id'], 'id'),
    status: oneOf(body['status'], statuses, 'status'),
    reason: text(body['reason']),
    votes: list(body['votes'])
      .filter(isRecord)
      .map((vote) => ({
        by: text(vote['by']),
        verdict: text(vote['verdict']),
        reason: text(vote['reason']),
      })),
  }
}

/** The switch as the gate or the live socket says it; throws on anything unclear. */
export const switchOf = (value: unknown): Switch => {
  const body = record(value)
  const { revision } = body
  return {
    revision: typeof revision === 'number' && Number.isFinite(revision) ? revision : bad('revision'),
    effective: oneOf(body['effective'], ['run', 'readonly', 'paused'], 'effective'),
    engaged: list(body['engaged'])
      .filter(isRecord)
      .map((entry) => ({
        scope: text(entry['scope']),
        mode: text(entry['mode']),
        reason: text(entry['reason']),
        by: text(entry['by']),
        since: text(entry['since']),
      })),
  }
}

export interface Started {
  allowed: boolean
  reason: string
  receipt: string | undefined
}

export const startedOf = (value: unknown): Started => {
  const body = record(value)
  return {
    allowed: oneOf(body['decision'], ['allow', 'deny'], 'decision') === 'allow',
    reason: text(body['reason']),
    receipt: optional(body['receipt']),
  }
}

export interface Identity {
  agent: string
  liveUrl: string | undefined
  /** How long a tool may take, in seconds, by its name; `*` is any other. */
  toolSeconds: Readonly<Record<string, number>>
}

const secondsOf = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 0,
    ),
  )

export const identityOf = (value: unknown): Identity => {
  const body = record(value)
  const limits = isRecord(body['limits']) ? body['limits'] : {}
  return {
    agent: word(body['agent'], 'agent'),
    liveUrl: optional(body['liveUrl']),
    toolSeconds: secondsOf(limits['toolSeconds']),
  }
}

export interface Question {
  id: string
  status: 'open' | 'answered' | 'expired'
  answer: string
  by: string
}

export const questionOf = (value: unknown): Question => {
  const body = record(value)
  return {
    id: word(body['id'], 'id'),
    status: oneOf(body['status'], ['open', 'answered', 'expired'], 'status'),
    answer: text(body['answer']),
    by: text(body['by']),
  }
}
