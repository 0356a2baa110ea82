// The values that the specifications of the action start from.

import { action } from '#domain/action/action.ts'
import type { GrantApproval, RequestAction } from '#domain/action/commands.ts'
import type { ActionEvent } from '#domain/action/events.ts'
import type { Judgement, Requirement } from '#domain/action/judgement.ts'
import type { ActionState } from '#domain/action/state.ts'
import type { ActionFacts } from '#domain/action/withdrawal.ts'
import { released } from '#domain/kill-switch/state.ts'
import type { Directory, Role } from '#domain/shared/people.ts'

export const T0 = '2026-03-02T09:00:00.000Z'
export const at = (minutes: number, seconds = 0): string =>
  new Date(Date.parse(T0) + (minutes * 60 + seconds) * 1000).toISOString()

export const directory: Directory = {
  roles: {
    platform: { fallback: 'on-call' },
    product: { fallback: 'on-call' },
    security: { fallback: 'on-call' },
    support: { fallback: 'on-call' },
    'on-call': {},
  },
  people: {
    UPLATFORM: { name: 'Platform', roles: ['platform'] },
    UPRODUCT: { name: 'Product', roles: ['product'] },
    UPRODUCT2: { name: 'Product 2', roles: ['product'] },
    USUPPORT: { name: 'Support', roles: ['support'] },
    UBOTH: { name: 'Both', roles: ['support', 'product'] },
    UONCALL: { name: 'On-call', roles: ['on-call'] },
    UGUEST: { name: 'Guest', roles: [] },
  },
}
export const rolesOfPerson = (id: string): Role[] => directory.people[id]?.roles ?? []

/** Nothing is engaged, and nothing was. */
export const calm: ActionFacts = { killSwitch: released }
/** Everybody was paused after the fixtures' request was made. */
export const pausedSince: ActionFacts = { killSwitch: { revision: 1, engaged: [], voids: { all: 1 } } }

export const two: Requirement = { groups: [['support'], ['product']], quorum: 2, risk: 'high' }
export const one: Requirement = { groups: [['product']], quorum: 1, risk: 'high' }

export const allow: Judgement = { verdict: 'allow', policies: ['baseline'], reasons: [], facts: {} }
export const ask = (requirement: Requirement): Judgement => ({
  verdict: 'ask',
  policies: ['gate'],
  reasons: [{ policy: 'gate', reason: 'People decide this.' }],
  requirement,
  facts: {},
})
export const deny: Judgement = {
  verdict: 'deny',
  policies: ['never'],
  reasons: [{ policy: 'never', reason: 'Nobody may do this.' }],
  facts: {},
}

export const DIGEST = `sha256:${'a'.repeat(64)}`
export const request = (judgement: Judgement, digest = DIGEST, now = T0, posture = calm): RequestAction => ({
  type: 'RequestAction',
  now,
  posture,
  judgement,
  request: {
    id: 'act_1',
    agent: 'demo',
    owner: 'UPRODUCT',
    environment: 'test',
    tool: 'crm.delete',
    params: { records: ['r1'] },
    digest,
    policyVersion: 'sha256:0',
    switchRevision: 0,
  },
})

export const grant = (by: string, now: string, change: Partial<GrantApproval> = {}): GrantApproval => ({
  type: 'GrantApproval',
  by,
  person: { id: by, roles: rolesOfPerson(by) },
  directory,
  digest: DIGEST,
  now,
  posture: calm,
  ...change,
})

/** given(events) → when(command): the events that follow and the refusal, if any. */
export const given = (...events: ActionEvent[]) => {
  const state: ActionState = events.reduce(action.evolve, action.initialState)
  return {
    state,
    when: (command: Parameters<typeof action.decide>[1]) => {
      const { events: next, refusal } = action.decide(state, command)
      return {
        types: next.map(({ type }) => type),
        events: next,
        refusal: refusal?.code,
        all: [...events, ...next],
      }
    },
  }
}

/** The events that a request judged so leaves behind. */
export const requested = (judgement: Judgement): ActionEvent[] => [
  ...action.decide({ status: 'none' }, request(judgement)).events,
]
