// An action in every state of its life, around one request that a test may change.

import type { Requirement } from '#domain/action/judgement.ts'
import type { ActionRequest, Approval, KnownAction, Outcome } from '#domain/action/state.ts'

export const T0 = '2026-03-02T09:00:00.000Z'
export const at = (minutes: number): string => new Date(Date.parse(T0) + minutes * 60_000).toISOString()

export const two: Requirement = { groups: [['support'], ['product']], quorum: 2, risk: 'high' }

export const request = (change: Partial<ActionRequest> = {}): ActionRequest => ({
  id: 'act_1a2b',
  agent: 'demo-agent',
  owner: 'UPRODUCT',
  environment: 'production',
  tool: 'email.send',
  params: { to: ['a@example.com', 'b@example.com'], subject: 'Hello', body: 'Good news' },
  digest: `sha256:${'a'.repeat(64)}`,
  policies: ['bulk-email'],
  reasons: [{ policy: 'bulk-email', reason: 'More than 10 people would get this e-mail.' }],
  policyVersion: 'sha256:0',
  switchRevision: 0,
  requestedAt: T0,
  ...change,
})

export const approval = (change: Partial<Approval> = {}): Approval => ({
  requirement: two,
  votes: [],
  expiresAt: at(60),
  ...change,
})
export const byProduct = { by: 'UPRODUCT2', verdict: 'approve' as const, roles: ['product'], at: at(4) }
export const bySupport = { by: 'USUPPORT', verdict: 'approve' as const, roles: ['support'], at: at(5) }

const outcome = (status: Outcome['status'], change: Partial<Outcome>): Outcome => ({
  status,
  at: at(8),
  ...change,
})

/** Every status that an action can be seen in, with the words of others where they occur. */
export const everyState = (
  asked: ActionRequest = request(),
  { reason = 'Not today', report = {} as Partial<Outcome> } = {},
): Record<string, KnownAction> => {
  const voted = approval({ votes: [byProduct, bySupport] })
  const person = { kind: 'person' as const, id: 'USUPPORT' }
  const clock = { kind: 'system' as const, id: 'clock' }
  const done = { request: asked, approval: voted, startedAt: at(7) }
  const recovery = { resolution: 'happened' as const, by: 'USUPPORT', at: at(90) }
  return {
    pending: { status: 'pending', request: asked, approval: approval() },
    half: { status: 'pending', request: asked, approval: approval({ votes: [bySupport] }) },
    escalated: {
      status: 'pending',
      request: asked,
      approval: approval({ remindedAt: at(20), escalatedAt: at(40) }),
    },
    approved: { status: 'approved', request: asked, approval: voted, approvedAt: at(5), startBy: at(20) },
    denied: { status: 'denied', request: asked, approval: voted, reason, at: at(6), by: person },
    forbidden: {
      status: 'denied',
      request: asked,
      reason,
      at: at(0),
      by: { kind: 'agent', id: asked.agent },
    },
    expired: { status: 'expired', request: asked, approval: approval(), reason, at: at(60), by: clock },
    voided: { status: 'voided', request: asked, approval: approval(), reason, at: at(9), by: person },
    started: { status: 'started', ...done },
    allowed: { status: 'started', request: asked, startedAt: at(0) },
    succeeded: { status: 'succeeded', ...done, outcome: outcome('succeeded', report) },
    failed: { status: 'failed', ...done, outcome: outcome('failed', report) },
    unknown: { status: 'unknown', ...done, outcome: outcome('unknown', report) },
    settled: { status: 'succeeded', ...done, outcome: outcome('unknown', report), recovery },
  }
}
