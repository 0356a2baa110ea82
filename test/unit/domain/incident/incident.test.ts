// Why: an incident decides what agents may do and what people are told, so nothing moves that was not asked for, and nothing closes unlearned.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRelapse } from '#domain/incident/alerts.ts'
import type { IncidentCommand } from '#domain/incident/commands.ts'
import { incident } from '#domain/incident/incident.ts'
import { scoreOf } from '#domain/incident/score.ts'
import { IncidentStatus, isBurning, moves } from '#domain/incident/state.ts'
import { at, by, decide, declare, settings, told, types } from './fixtures.ts'

const move = (to: IncidentStatus, seconds = 60, reason = 'seen'): IncidentCommand => ({
  type: 'MoveStatus',
  ...at(seconds),
  to,
  reason,
})
const followUp = { what: 'Alert on doubled mails', owner: 'UPRODUCT', dueOn: '2026-03-09' }
const closing = { rootCause: 'defect', containment: 'Paused the skill', blastRadius: '12 customers' }
const close = (more: object = {}): IncidentCommand => ({
  type: 'CloseIncident',
  ...at(3600),
  closing,
  followUp,
  ...more,
})
const resolved = () => told(declare(), move('identified'), move('mitigated'), move('resolved'))

it('is read also as it was kept before it knew whom an update was for', () => {
  const state = told(declare(), { type: 'PostUpdate', ...at(60), text: 'x', audience: 'all', public: true })
  const { toPublic: _, ...updates } = state.updates
  expect(incident.state.parse({ ...state, updates })).toMatchObject({ updates: { toPublic: false } })
  const posted = { type: 'UpdatePosted', at: at(60).now, by, text: 'x', audience: 'all' }
  expect(incident.event.parse({ ...posted, nextUpdateAt: at(90).now })).toMatchObject({ public: false })
})

describe('declaring', () => {
  it('records what is known and promises the first update', () => {
    expect(told(declare())).toMatchObject({
      status: 'investigating',
      severity: 2,
      drill: false,
      updates: { nextAt: '2026-03-02T10:30:00.000Z' },
    })
  })
  it('takes an unsure severity one higher', () => {
    expect(told(declare({ severity: 3, unsure: true })).severity).toBe(2)
    expect(told(declare({ severity: 1, unsure: true })).severity).toBe(1)
  })
  it('is not for people without a role, and an id is given once', () => {
    expect(decide({ status: 'none' }, declare({ mayAct: false })).refusal?.code).toBe('not-allowed')
    expect(decide(told(declare()), declare()).refusal?.code).toBe('taken')
  })
})

describe('severity', () => {
  it('changes with a reason and re-times the promise', () => {
    const state = told(declare(), { type: 'SetSeverity', ...at(300), severity: 1, reason: 'It spreads' })
    expect(state).toMatchObject({ severity: 1, updates: { nextAt: '2026-03-02T10:25:00.000Z' } })
  })
  it('does not change without a reason', () => {
    const silent = { type: 'SetSeverity', ...at(300), severity: 1, reason: ' ' } as const
    expect(types(decide(told(declare()), silent))).toEqual(['IncidentRefused'])
  })
  it('does not change when it is over', () => {
    const late = { type: 'SetSeverity', ...at(300), severity: 1, reason: 'x' } as const
    expect(decide(resolved(), late).refusal?.code).toBe('over')
  })
})

describe('the status', () => {
  it('moves only as it may, whatever is tried in whatever order, and says where it may go', () => {
    const targets = fc.array(fc.constantFrom(...IncidentStatus.options), { maxLength: 12 })
    fc.assert(
      fc.property(targets, (tried) => {
        let state = told(declare())
        for (const to of tried) {
          const legal = moves[state.status].includes(to)
          const { events, refusal } = decide(state, to === 'closed' ? close() : move(to))
          if (legal) expect(refusal).toBeUndefined()
          else {
            expect(refusal?.sentence).toContain(moves[state.status].join(' or ') || 'it is over')
            expect(events.map(({ type }) => type)).toEqual(['IncidentRefused'])
          }
          const next = events.reduce(incident.evolve, state)
          if (next.status === 'none') throw new Error('gone')
          expect(next.status).toBe(legal ? to : state.status)
          state = next
        }
      }),
      { numRuns: 200 },
    )
  })
  it('needs a reason, and closing needs more than a move', () => {
    expect(decide(told(declare()), move('identified', 60, '')).refusal?.code).toBe('no-reason')
    expect(decide(resolved(), move('closed')).refusal?.code).toBe('close-needs-more')
  })
  it('burns until it is mitigated; a drill never burns', () => {
    expect(isBurning(told(declare(), move('identified')))).toBe(true)
    expect(isBurning(told(declare(), move('identified'), move('mitigated')))).toBe(false)
    expect(isBurning(told(declare({ drill: true })))).toBe(false)
  })
})

describe('closing', () => {
  it.each([
    ['a root-cause class', { closing: { ...closing, rootCause: 'bad luck' } }],
    ['what contained it', { closing: { ...closing, containment: ' ' } }],
    ['the blast radius', { closing: { rootCause: 'defect', containment: 'x' } }],
    ['a follow-up', { followUp: undefined }],
  ])('is refused without %s', (what, more) => {
    const decided = decide(resolved(), close(more))
    expect(decided.refusal?.sentence).toContain(what)
    expect(types(decided)).toEqual(['IncidentRefused'])
  })
  it('is refused when the follow-up is due in the past', () => {
    const past = decide(resolved(), close({ followUp: { ...followUp, dueOn: '2026-03-01' } }))
    expect(past.refusal?.code).toBe('no-date')
  })
  it('keeps what was learned', () => {
    const done = decide(resolved(), close())
    expect(types(done)).toEqual(['FollowUpAdded', 'IncidentClosed'])
  })
})

describe('people on it', () => {
  const give = (person: string, seconds = 60): IncidentCommand => ({
    type: 'GiveIncidentRole',
    ...at(seconds),
    role: 'lead',
    person,
    personMayAct: true,
  })
  it('take the lead and hand it over', () => {
    const state = told(declare(), give('UPLATFORM'))
    expect(state.lead).toBe('UPLATFORM')
    expect(decide(state, give('UPRODUCT')).events).toMatchObject([
      { type: 'IncidentRoleGiven', from: 'UPLATFORM', person: 'UPRODUCT' },
    ])
    expect(types(decide(state, give('UPLATFORM')))).toEqual([])
  })
  it('without a role do nothing, on record', () => {
    const stranger = decide(told(declare()), { ...give('UGUEST'), mayAct: false } as IncidentCommand)
    expect(types(stranger)).toEqual(['IncidentRefused'])
  })
})

describe('a leak', () => {
  const leak = () => told(declare({ secret: 'BILLING_KEY' }))
  const done = (evidence?: string): IncidentCommand => ({
    type: 'CompleteStep',
    ...at(60),
    step: 'leak-revoke',
    evidence,
  })
  it('has four steps that need evidence', () => {
    const steps = leak().steps.filter(({ phase }) => phase === 'leak')
    expect(steps.map(({ id }) => id)).toEqual(['leak-revoke', 'leak-review', 'leak-notify', 'leak-trace'])
    expect(decide(leak(), done()).refusal?.code).toBe('no-evidence')
    expect(told(declare({ secret: 'K' }), done('The key answers 401')).steps[0]).toMatchObject({
      done: { by, evidence: 'The key answers 401' },
    })
  })
  it('is not closed before every one of them is proved, and they can be proved until then', () => {
    const over = [move('identified'), move('mitigated'), move('resolved')]
    const steps = ['revoke', 'review', 'notify', 'trace'].map(
      (step): IncidentCommand => ({
        type: 'CompleteStep',
        ...at(90),
        step: `leak-${step}`,
        evidence: 'Seen in the log',
      }),
    )
    const three = told(declare({ secret: 'K' }), ...over, ...steps.slice(0, 3))
    expect(decide(three, close()).refusal?.sentence).toContain('evidence for “Trace how it leaked')
    expect(told(declare({ secret: 'K' }), ...over, ...steps, close()).status).toBe('closed')
  })
})

describe('a follow-up', () => {
  const done = (id: string, mayAct: boolean): IncidentCommand => ({
    type: 'CompleteFollowUp',
    now: at(90).now,
    settings,
    by: { kind: 'person', id },
    mayAct,
    id: 'f1',
    evidence: 'Merged',
  })
  const way = [declare(), move('identified'), move('mitigated'), move('resolved')]
  const over = () => told(...way, close({ followUp: { ...followUp, owner: 'UGUEST' } }))
  it('is done by whoever owns it, also without a role, and by nobody else without one', () => {
    expect(types(decide(over(), done('UGUEST', false)))).toEqual(['FollowUpDone'])
    expect(decide(over(), done('USTRANGER', false)).refusal?.code).toBe('not-allowed')
  })
  it('is not added after the end, when nobody would ask for it any more', () => {
    const more: IncidentCommand = { type: 'AddFollowUp', ...at(90), ...followUp }
    expect(decide(over(), more).refusal?.code).toBe('over')
  })
})

describe('alerts', () => {
  const alert = (fingerprint: string, seconds: number) => ({
    fingerprint,
    source: 'alertmanager',
    title: 'Queue is long',
    at: at(seconds).now,
    count: 1,
  })
  const attach = (fingerprint: string, seconds: number): IncidentCommand => ({
    type: 'AttachAlert',
    ...at(seconds),
    alerts: [alert(fingerprint, seconds)],
  })
  const resolve = (fingerprint: string, seconds: number): IncidentCommand => ({
    type: 'ResolveAlert',
    ...at(seconds),
    resolutions: [{ fingerprint, at: at(seconds).now }],
  })
  it('with the same fingerprint are counted', () => {
    expect(told(declare(), attach('a', 1), attach('a', 2)).alerts).toMatchObject([{ count: 2 }])
  })
  it('become a storm after twenty in five minutes, and calm down again', () => {
    const many = Array.from({ length: 20 }, (_, index) => attach(`a${index}`, index))
    const state = told(declare(), ...many)
    expect(decide(state, attach('b', 21)).events).toMatchObject([{ storm: true }])
    expect(decide(state, attach('b', 301)).events).toMatchObject([{ storm: false }])
  })
  it('that come and go are flapping', () => {
    const state = told(declare(), attach('a', 1), resolve('a', 2), attach('a', 3))
    expect(decide(state, resolve('a', 4)).events).toMatchObject([{ flapping: true }])
    expect(types(decide(state, resolve('other', 4)))).toEqual([])
  })
  const worse = (fingerprint: string, seconds: number, severity: 1 | 2 | 3 | 4): IncidentCommand => ({
    type: 'AttachAlert',
    ...at(seconds),
    alerts: [{ ...alert(fingerprint, seconds), severity }],
  })
  it('that are worse raise the severity, with the alert as the reason', () => {
    const state = told(declare({ severity: 3 }), worse('a', 1, 3))
    expect(decide(state, worse('b', 2, 1)).events).toMatchObject([
      { type: 'AlertsAttached' },
      { type: 'SeveritySet', from: 3, to: 1, reason: 'The alert “Queue is long” says so.' },
    ])
    expect(told(declare({ severity: undefined }), worse('a', 1, 2)).severity).toBe(2)
    expect(types(decide(state, worse('b', 2, 4)))).toEqual(['AlertsAttached'])
  })
  it('that say again what people have judged do not raise it again', () => {
    const lowered: IncidentCommand = {
      type: 'SetSeverity',
      ...at(2),
      severity: 3,
      reason: 'Only in staging',
    }
    const state = told(declare({ severity: 3 }), worse('a', 1, 1), lowered)
    expect(told(declare({ severity: 3 }), worse('a', 1, 1)).severity).toBe(1)
    expect(types(decide(state, worse('a', 3, 1)))).toEqual(['AlertsAttached'])
  })
  it('that begin after it was mitigated are trouble of their own', () => {
    const mitigated = told(declare(), attach('a', 1), move('identified', 2), move('mitigated', 100))
    const relapse = (fingerprint: string, startsAt?: number) =>
      isRelapse(
        mitigated,
        { fingerprint, ...(startsAt === undefined ? {} : { startsAt: at(startsAt).now }) },
        at(200).now,
      )
    expect([relapse('a', 1), relapse('a')]).toEqual([false, false])
    expect([relapse('a', 150), relapse('new')]).toEqual([true, true])
    const over = told(
      declare(),
      attach('a', 1),
      move('identified', 2),
      resolve('a', 3),
      move('mitigated', 100),
    )
    expect(isRelapse(over, { fingerprint: 'a' }, at(200).now)).toBe(true)
    expect(isRelapse(told(declare()), { fingerprint: 'a' }, at(200).now)).toBe(false)
  })
  it('never mix with drills', () => {
    expect(decide(told(declare({ drill: true })), attach('a', 1)).refusal?.code).toBe('not-joined')
  })
})

it('scores how it went', () => {
  const state = told(
    declare({ drill: true, detectedAt: at(-90).now }),
    { type: 'AcknowledgeIncident', ...at(45) },
    { type: 'PostUpdate', ...at(600), text: 'We are on it', audience: 'internal', public: false },
    move('identified', 700),
    move('mitigated', 800),
    move('resolved', 900),
    close(),
  )
  expect(scoreOf(state)).toEqual({
    detect: 90,
    acknowledge: 45,
    mitigate: 800,
    firstUpdate: 600,
    missedPromises: 0,
    cleanClose: true,
  })
})

it('folds its events into the state that its schema reads', () => {
  const state = told(declare({ secret: 'K' }), move('identified'))
  expect(incident.state.parse(JSON.parse(JSON.stringify(state)))).toEqual(state)
  expect(settings.leak).toHaveLength(4)
})
