// The gate's HTTP contract as functions: what is sent, and a strict look at what comes back.
import type { Wire } from './http.ts'
import { GateError, request } from './http.ts'
import { isRecord } from './json.ts'

export interface Ask {
  idempotencyKey: string
  tool: string
  params: Record<string, unknown>
  session?: string
  run?: string
  channel?: string
  skill?: string
}

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
  approval: Approval | undefined
}

export type Status = (typeof statuses)[number]

export interface View {
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
  status: 'succeeded' | 'failed' | 'unknown'
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
  ...(['started', 'succeeded', 'failed', 'unknown'] as const),
] as const

const bad = (what: string): never => {
  throw new GateError('garbage', `the answer has no usable ${what}`)
}
const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : bad('object'))
const word = (value: unknown, what: string): string =>
  typeof value === 'string' && value !== '' ? value : bad(what)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const words = (value: unknown): string[] => list(value).filter((item) => typeof item === 'string')
const oneOf = <T extends string>(value: unknown, of: readonly T[], what: string): T =>
  of.find((item) => item === value) ?? bad(what)

const approvalOf = (value: unknown): Approval | undefined =>
  isRecord(value)
    ? { roles: words(value['roles']), quorum: Number(value['quorum']), expiresAt: text(value['expiresAt']) }
    : undefined

const decisionOf = (value: unknown): Decision => {
  const body = record(value)
  return {
    id: word(body['id'], 'id'),
    decision: oneOf(body['decision'], ['allow', 'deny', 'pending'], 'decision'),
    reason: text(body['reason']),
    policies: words(body['policies']),
    approval: approvalOf(body['approval']),
  }
}

const viewOf = (value: unknown): View => {
  const body = record(value)
  return {
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

const actionPath = (id: string): string => `/v1/actions/${encodeURIComponent(id)}`

/** All calls throw GateError. `start` is sent once only: the gate grants it once, so a repeated one proves nothing. */
export const gateClient = (wire: Wire, timeoutMs: number) => ({
  ask: async (body: Ask): Promise<Decision> =>
    decisionOf(await request(wire, { method: 'POST', path: '/v1/actions', body, timeoutMs, attempts: 3 })),

  /** Waits at the gate for up to `waitSeconds` for a change. */
  view: async (id: string, waitSeconds: number, signal?: AbortSignal): Promise<View> => {
    const path = `${actionPath(id)}?wait=${waitSeconds}`
    const patience = timeoutMs + waitSeconds * 1_000
    return viewOf(await request(wire, { method: 'GET', path, timeoutMs: patience, attempts: 1, signal }))
  },

  start: async (id: string, params: Record<string, unknown>) => {
    const path = `${actionPath(id)}/start`
    const call = { method: 'POST', path, body: { params }, timeoutMs, attempts: 1 } as const
    const body = record(await request(wire, call))
    return {
      allowed: oneOf(body['decision'], ['allow', 'deny'], 'decision') === 'allow',
      reason: text(body['reason']),
    }
  },

  outcome: async (id: string, body: Outcome): Promise<void> => {
    await request(wire, { method: 'POST', path: `${actionPath(id)}/outcome`, body, timeoutMs, attempts: 1 })
  },

  switchState: async (since: number | undefined, waitSeconds: number, signal?: AbortSignal) => {
    const query = since === undefined ? '' : `?since=${since}&wait=${waitSeconds}`
    const patience = timeoutMs + waitSeconds * 1_000
    const call = {
      method: 'GET',
      path: `/v1/switch${query}`,
      timeoutMs: patience,
      attempts: 1,
      signal,
    } as const
    return switchOf(await request(wire, call))
  },

  ack: async (body: Ack): Promise<void> => {
    await request(wire, { method: 'POST', path: '/v1/switch/acks', body, timeoutMs, attempts: 4 })
  },

  usage: async (body: Record<string, unknown>): Promise<void> => {
    await request(wire, { method: 'POST', path: '/v1/usage', body, timeoutMs, attempts: 1 })
  },

  events: async (events: readonly Record<string, unknown>[]): Promise<void> => {
    await request(wire, { method: 'POST', path: '/v1/events', body: { events }, timeoutMs, attempts: 1 })
  },

  agent: async (signal?: AbortSignal) => {
    const body = record(
      await request(wire, { method: 'GET', path: '/v1/agent', timeoutMs, attempts: 1, signal }),
    )
    const { liveUrl } = body
    return {
      agent: word(body['agent'], 'agent'),
      liveUrl: typeof liveUrl === 'string' && liveUrl !== '' ? liveUrl : undefined,
    }
  },
})

export type GateClient = ReturnType<typeof gateClient>
