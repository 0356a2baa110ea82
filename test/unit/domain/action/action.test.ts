import { describe, expect, it } from 'vitest'
import { action } from '#domain/action/action.ts'
import type { ActionEvent } from '#domain/action/events.ts'
import { ActionState, statusAt } from '#domain/action/state.ts'
import { system } from '#domain/shared/actor.ts'
import {
  allow,
  ask,
  at,
  calm,
  DIGEST,
  deny,
  given,
  grant,
  one,
  pausedSince,
  request,
  requested,
  T0,
  two,
} from './fixtures.ts'

type Command = Parameters<typeof action.decide>[1]
const other = `sha256:${'b'.repeat(64)}`
const by = { kind: 'agent' as const, id: 'demo' }
const chase = (now: string) => ({ type: 'TickApproval' as const, now, by: system('clock'), posture: calm })
const start = (now: string, change = {}) => ({
  type: 'StartAction' as const,
  now,
  by,
  digest: DIGEST,
  judgement: allow,
  posture: calm,
  ...change,
})
const denial = (who: string, now: string) => ({
  ...grant(who, now),
  type: 'DenyApproval' as const,
  reason: 'Not today',
})
const report = (status: 'succeeded' | 'failed' | 'unknown', now: string) => ({
  type: 'ReportOutcome' as const,
  now,
  by,
  outcome: { status },
  posture: calm,
})
const follow = (before: ActionEvent[], ...commands: Parameters<typeof action.decide>[1][]): ActionEvent[] => {
  let events = before
  for (const command of commands) events = given(...events).when(command).all
  return events
}

const pending = requested(ask(two))
const approved = follow(requested(ask(one)), grant('UPRODUCT2', at(1)))
const running = follow(approved, start(at(2)))

describe('a request', () => {
  it('that policies allow is granted and started at once', () => {
    expect(given().when(request(allow)).types).toEqual(['ActionAllowed'])
    expect(given(...requested(allow)).state.status).toBe('started')
  })
  it('that policies forbid is denied with their reason', () => {
    const { events } = given().when(request(deny))
    expect(events).toMatchObject([{ type: 'ActionDenied', result: 'refused', reason: 'Nobody may do this.' }])
  })
  it('that needs people waits for them, for as long as its risk allows', () => {
    expect(given().when(request(ask(one))).events).toMatchObject([
      { type: 'ApprovalRequested', expiresAt: at(60) },
    ])
    const critical = { ...one, risk: 'critical' as const }
    expect(given().when(request(ask(critical))).events).toMatchObject([{ expiresAt: at(15) }])
    const normal = { ...one, risk: 'normal' as const }
    expect(given().when(request(ask(normal))).events).toMatchObject([{ expiresAt: at(480) }])
  })
  it('asked again with the same contents changes nothing', () => {
    expect(given(...pending).when(request(ask(two)))).toMatchObject({ types: [], refusal: undefined })
  })
  it('asked again with other contents under the same key is refused and on record', () => {
    expect(given(...pending).when(request(ask(two), other))).toMatchObject({
      types: ['RequestRefused'],
      refusal: 'key-reused',
    })
  })
  it('judged to need people, but by nobody in particular, is denied', () => {
    const { requirement: _, ...broken } = ask(two)
    expect(given().when(request(broken)).types).toEqual(['ActionDenied'])
  })
})

describe('an approval', () => {
  it('takes one person of each role and as many as the quorum says', () => {
    const first = given(...pending).when(grant('USUPPORT', at(1)))
    expect(first.types).toEqual(['ApprovalGranted'])
    const second = given(...first.all).when(grant('UPRODUCT2', at(2)))
    expect(second.events).toMatchObject([
      { type: 'ApprovalGranted' },
      { type: 'ActionApproved', startBy: at(17) },
    ])
  })
  it('is not reached by two people of the same role', () => {
    const support2 = grant('USUPPORT2', at(2), { person: { id: 'USUPPORT2', roles: ['support'] } })
    const events = follow(pending, grant('USUPPORT', at(1)), support2)
    expect(given(...events).state.status).toBe('pending')
  })
  it('is not reached by one person who holds both roles', () => {
    const events = follow(pending, grant('UBOTH', at(1)))
    expect(given(...events).state.status).toBe('pending')
    expect(given(...events).when(grant('UBOTH', at(2))).refusal).toBe('already-voted')
  })
  it('takes a reason where the risk is critical, which stands with the vote', () => {
    const critical = requested(ask({ groups: [['product']], quorum: 1, risk: 'critical' }))
    for (const reason of [undefined, '  '])
      expect(given(...critical).when(grant('UPRODUCT2', at(1), { reason })).refusal).toBe('no-reason')
    const { events, types } = given(...critical).when(
      grant('UPRODUCT2', at(1), { reason: 'Agreed with Sue' }),
    )
    expect(types).toContain('ActionApproved')
    const { state } = given(...critical, ...events)
    expect('approval' in state && state.approval?.votes).toMatchObject([{ reason: 'Agreed with Sue' }])
  })
  it('any-of groups take whoever comes first', () => {
    const either = requested(ask({ groups: [['platform', 'product']], quorum: 1, risk: 'high' }))
    expect(given(...either).when(grant('UPLATFORM', at(1))).types).toContain('ActionApproved')
  })

  const refusals: [string, ReturnType<typeof grant>, string][] = [
    ['the owner of the agent', grant('UPRODUCT', at(1)), 'own-agent'],
    ['a guest', grant('UGUEST', at(1)), 'not-eligible'],
    ['a person of another role', grant('UPLATFORM', at(1)), 'not-eligible'],
    [
      'somebody who could not be looked up',
      grant('UPRODUCT2', at(1), { person: undefined }),
      'unknown-person',
    ],
    [
      'a role taken away before the click',
      grant('UPRODUCT2', at(1), { person: { id: 'UPRODUCT2', roles: [] } }),
      'not-eligible',
    ],
    ['a card with other contents', grant('UPRODUCT2', at(1), { digest: other }), 'other-digest'],
    ['on-call before the escalation', grant('UONCALL', at(1)), 'not-eligible'],
  ]
  it.each(refusals)('is refused to %s, which is on record and changes nothing', (_, command, code) => {
    const before = given(...pending)
    const { types, refusal, all } = before.when(command)
    expect({ types, refusal }).toEqual({ types: ['DecisionRefused'], refusal: code })
    expect(given(...all).state).toEqual(before.state)
  })
  it('after the last second counts as expired, even when no clock has said so yet', () => {
    expect(given(...pending).when(grant('USUPPORT', at(59, 59))).types).toEqual(['ApprovalGranted'])
    const late = given(...pending).when(grant('USUPPORT', at(60)))
    expect(late).toMatchObject({ types: ['ApprovalExpired', 'DecisionRefused'], refusal: 'expired' })
    expect(given(...late.all).state.status).toBe('expired')
  })
  it('once decided takes no further word', () => {
    for (const events of [approved, follow(pending, denial('USUPPORT', at(1))), running])
      expect(given(...events).when(grant('UPRODUCT2', at(3)))).toMatchObject({
        types: ['DecisionRefused'],
        refusal: 'decided',
      })
  })
})

describe('a denial', () => {
  it('by one eligible person ends it, with the reason', () => {
    const { all } = given(...follow(pending, grant('USUPPORT', at(1)))).when(denial('UPRODUCT2', at(2)))
    expect(given(...all).state).toMatchObject({ status: 'denied', reason: 'Not today' })
  })
  it('is open to the owner, who may not approve', () => {
    expect(given(...pending).when(denial('UPRODUCT', at(1))).types).toEqual(['ApprovalDenied'])
  })
  it('is refused to people without a role in it', () => {
    expect(given(...pending).when(denial('UPLATFORM', at(1))).refusal).toBe('not-eligible')
  })
})

describe('the clocks', () => {
  it('remind at a third, escalate at two thirds, expire at the end, each once', () => {
    expect(given(...pending).when(chase(at(19, 59))).types).toEqual([])
    const reminded = given(...pending).when(chase(at(20)))
    expect(reminded.types).toEqual(['ApproversReminded'])
    expect(given(...reminded.all).when(chase(at(39, 59))).types).toEqual([])
    const escalated = given(...reminded.all).when(chase(at(40)))
    expect(escalated.types).toEqual(['ApprovalEscalated'])
    expect(given(...escalated.all).when(chase(at(59, 59))).types).toEqual([])
    const expired = given(...escalated.all).when(chase(at(60)))
    expect(expired.types).toEqual(['ApprovalExpired'])
    expect(given(...expired.all).when(chase(at(99))).types).toEqual([])
  })
  it('let on-call stand in for one open role once escalated, and only for one', () => {
    const escalated = follow(pending, chase(at(40)))
    const { events, all } = given(...escalated).when(grant('UONCALL', at(41)))
    expect(events).toMatchObject([{ type: 'ApprovalGranted', roles: ['support'] }])
    expect(given(...all).when(grant('UPRODUCT2', at(42))).types).toContain('ActionApproved')
  })
  it('lapse an approval that is not started within 15 minutes of it', () => {
    expect(given(...approved).when(chase(at(15, 59))).types).toEqual([])
    expect(given(...approved).when(chase(at(16))).types).toEqual(['GrantLapsed'])
    const { state } = given(...approved)
    expect(state.status !== 'none' && statusAt(state, at(16))).toBe('expired')
  })
  it('lose track of an action that never reports, and hand it to people', () => {
    expect(given(...running).when(chase(at(61, 59))).types).toEqual([])
    const lost = given(...running).when(chase(at(62)))
    expect(lost.types).toEqual(['OutcomeLost'])
    expect(action.queue(given(...lost.all).state)?.name).toBe('recovery')
  })
})

describe('a start', () => {
  it('is good once', () => {
    expect(given(...approved).when(start(at(2))).types).toEqual(['ActionStarted'])
    expect(given(...running).when(start(at(3)))).toMatchObject({ types: [], refusal: 'already-started' })
    expect(given(...requested(allow)).when(start(at(1))).refusal).toBe('already-started')
  })
  it('with other parameters is refused, and the right ones may still start', () => {
    const refused = given(...approved).when(start(at(2), { digest: other }))
    expect(refused).toMatchObject({ types: ['StartRefused'], refusal: 'other-params' })
    expect(given(...refused.all).when(start(at(3))).types).toEqual(['ActionStarted'])
  })
  it('with paths that lead elsewhere than was approved is refused', () => {
    const refused = given(...approved).when(start(at(2), { resolvedDigest: other }))
    expect(refused).toMatchObject({ types: ['StartRefused'], refusal: 'other-paths' })
    expect(given(...refused.all).when(start(at(3))).types).toEqual(['ActionStarted'])
  })
  it('is judged with the facts of its own moment', () => {
    expect(given(...approved).when(start(at(2), { judgement: deny }))).toMatchObject({
      types: ['StartRefused'],
      refusal: 'judged-again',
    })
    expect(given(...approved).when(start(at(2), { judgement: undefined })).types).toEqual(['StartRefused'])
    expect(given(...approved).when(start(at(2), { judgement: ask(one) })).types).toEqual(['StartRefused'])
  })
  it('without an approval, after a denial or too late never happens', () => {
    const denied = follow(pending, denial('USUPPORT', at(1)))
    for (const [events, now] of [
      [pending, at(1)],
      [denied, at(2)],
      [approved, at(16)],
      [[], T0],
    ] as const)
      expect(given(...events).when(start(now)).types).not.toContain('ActionStarted')
  })
})

describe('an outcome', () => {
  it('is reported once; the same again is fine, another is refused', () => {
    const done = follow(running, report('succeeded', at(3)))
    expect(given(...done).state.status).toBe('succeeded')
    expect(given(...done).when(report('succeeded', at(4)))).toMatchObject({
      types: [],
      refusal: undefined,
    })
    expect(given(...done).when(report('failed', at(4))).refusal).toBe('not-running')
    expect(given(...approved).when(report('succeeded', at(4))).refusal).toBe('not-running')
  })
  it('that nobody knows is settled by a person with a role, once', () => {
    const unknown = follow(running, report('unknown', at(3)))
    const settle = (who: string, resolution: 'happened' | 'retry-is-safe') => ({
      type: 'ResolveRecovery' as const,
      now: at(4),
      by: who,
      resolution,
      posture: calm,
      person: grant(who, at(4)).person,
    })
    expect(given(...unknown).when(settle('UGUEST', 'happened')).refusal).toBe('not-eligible')
    const settled = follow(unknown, settle('USUPPORT', 'happened'))
    expect(given(...settled).state.status).toBe('succeeded')
    expect(given(...settled).when(settle('UPLATFORM', 'retry-is-safe')).refusal).toBe('decided')
    expect(given(...follow(unknown, settle('USUPPORT', 'retry-is-safe'))).state.status).toBe('failed')
  })
})

describe('a pause after it was asked', () => {
  const withdrawn = { status: 'voided', by: system('kill-switch') }
  const late: [string, Command][] = [
    ['the request again', request(ask(two), DIGEST, at(3), pausedSince)],
    ['a vote', grant('UPRODUCT2', at(3), { posture: pausedSince })],
    ['a denial', { ...denial('UPRODUCT2', at(3)), posture: pausedSince }],
    ['a tick', { ...chase(at(3)), posture: pausedSince }],
    ['a start', start(at(3), { posture: pausedSince })],
    ['a report', { ...report('succeeded', at(3)), posture: pausedSince }],
    ['a withdrawal', { type: 'WithdrawAction', now: at(3), by, reason: 'Not needed', posture: pausedSince }],
    ['the record', { type: 'RecordWithdrawal', now: at(3), posture: pausedSince }],
  ]
  it.each(late)('withdraws what waits before %s is looked at, on record and once', (_, command) => {
    for (const events of [pending, approved]) {
      const first = given(...events).when(command)
      expect(first.types[0]).toBe('ActionVoided')
      expect(given(...first.all).state).toMatchObject(withdrawn)
      expect(given(...first.all).when(command).types).not.toContain('ActionVoided')
    }
  })
  it('leaves alone what has started, and what was asked after it', () => {
    expect(given(...running).when({ ...report('succeeded', at(3)), posture: pausedSince }).types).toEqual([
      'OutcomeReported',
    ])
    const before = { killSwitch: { ...pausedSince.killSwitch, voids: { all: 0 } } }
    expect(given(...approved).when(start(at(2), { posture: before })).types).toEqual(['ActionStarted'])
  })
  it('cannot be forgotten: no command is one without the posture', () => {
    const { posture: _, ...forgetful } = start(at(2))
    // @ts-expect-error what a pause has withdrawn must be known to whoever acts
    const command: Command = forgetful
    expect(() => given(...approved).when(command)).toThrow(TypeError)
  })
})

describe('an agent that takes its request back', () => {
  const withdraw: Command = { type: 'WithdrawAction', now: at(2), by, reason: 'Not needed', posture: calm }
  it('ends what waits, with its reason, and nothing else', () => {
    for (const events of [pending, approved])
      expect(given(...given(...events).when(withdraw).all).state).toMatchObject({
        status: 'voided',
        reason: 'Not needed',
        by,
      })
    for (const events of [running, requested(deny)]) expect(given(...events).when(withdraw).types).toEqual([])
  })
})

it('every state that events lead to is one that its schema reads back', () => {
  for (const events of [pending, approved, running, requested(deny), follow(pending, chase(at(60)))])
    expect(ActionState.parse(JSON.parse(JSON.stringify(given(...events).state)))).toEqual(
      given(...events).state,
    )
})
