// Why: a missed promise or an unanswered call is an incident of its own, so every clock is right to the second, on every day of the year.
import { describe, expect, it } from 'vitest'
import type { IncidentCommand } from '#domain/incident/commands.ts'
import { nextDueAt } from '#domain/incident/timers.ts'
import { atLocalTime } from '#domain/shared/local-time.ts'
import { after, at, declare, settings, told, watch } from './fixtures.ts'

const only = (seen: [number, string][], ...names: string[]) => seen.filter(([, type]) => names.includes(type))

describe('nobody answers', () => {
  const alone = () => told(declare({ severity: undefined }))
  it('nudges for a lead every two minutes and for a severity every five, five times, then escalates in stages of five', () => {
    const seen = only(watch(alone(), 3000), 'LeadNudged', 'SeverityNudged', 'IncidentEscalated')
    expect(seen.filter(([, type]) => type === 'LeadNudged').map(([second]) => second)).toEqual([
      120, 240, 360, 480, 600,
    ])
    expect(seen.filter(([, type]) => type === 'SeverityNudged').map(([second]) => second)).toEqual([
      300, 600, 900, 1200, 1500,
    ])
    expect(seen.filter(([, type]) => type === 'IncidentEscalated').map(([second]) => second)).toEqual([
      720, 1020, 1320,
    ])
  })
  it('stops when somebody acknowledges', () => {
    const state = told(declare({ severity: undefined }), { type: 'AcknowledgeIncident', ...at(0) })
    expect(only(watch(state, 3000), 'LeadNudged', 'SeverityNudged', 'IncidentEscalated')).toEqual([])
  })
  it('calls for a severity alone when somebody leads', () => {
    const lead: IncidentCommand = {
      type: 'GiveIncidentRole',
      ...at(0),
      role: 'lead',
      person: 'U1',
      personMayAct: true,
    }
    const seen = watch(told(declare({ severity: undefined }), lead), 1801)
    expect(only(seen, 'LeadNudged')).toEqual([])
    expect(only(seen, 'IncidentEscalated')).toEqual([[1800, 'IncidentEscalated']])
  })
  it('speaks once for everything that it slept through', () => {
    const seen = watch(alone(), 1320, 1320)
    expect(only(seen, 'LeadNudged', 'SeverityNudged', 'IncidentEscalated').map(([, type]) => type)).toEqual([
      'LeadNudged',
      'SeverityNudged',
      'IncidentEscalated',
    ])
  })
})

describe('the promise of the next update', () => {
  it.each([
    [1, 20],
    [2, 30],
    [3, 240],
  ] as const)('is missed by a SEV%i after %i minutes, and again after as many', (severity, minutes) => {
    const state = told(declare({ severity }), { type: 'AcknowledgeIncident', ...at(0) })
    const late = only(watch(state, minutes * 130, minutes * 2), 'UpdateLate')
    expect(late.map(([second]) => second)).toEqual([minutes * 60, minutes * 120])
  })
  it('is made anew by an update, and put off with a reason', () => {
    const updated = told(declare(), {
      type: 'PostUpdate',
      ...at(100),
      text: 'x',
      audience: 'customers',
      public: true,
    })
    expect(updated.updates.nextAt).toBe(after(1900))
    const quiet = told(declare(), { type: 'SnoozeUpdates', ...at(0), seconds: 7200, reason: 'Night' })
    expect(only(watch(quiet, 7200, 60), 'UpdateLate')).toEqual([[7200, 'UpdateLate']])
  })
  it('is not kept by telling somebody else once the public was promised something', () => {
    const word = (seconds: number, isPublic: boolean): IncidentCommand => ({
      type: 'PostUpdate',
      ...at(seconds),
      text: 'x',
      audience: 'some',
      public: isPublic,
    })
    expect(told(declare(), word(100, false), word(200, false)).updates.nextAt).toBe(at(2000).now)
    const promised = [declare(), word(100, true), word(200, false)]
    expect(told(...promised).updates.nextAt).toBe(at(1900).now)
    const late: IncidentCommand = { type: 'TickIncident', now: at(1900).now, settings }
    const { updates } = told(...promised, late, word(2000, false))
    expect(updates).toMatchObject({ nextAt: at(1900).now, flags: 1, missed: 1 })
  })
  it('is twenty minutes also while the clocks change', () => {
    const state = told(declare({ severity: 1, now: '2026-03-29T00:50:00.000Z' }))
    expect(state.updates.nextAt).toBe('2026-03-29T01:10:00.000Z')
  })
})

it('says when a phase of the first day is over with steps undone', () => {
  const seen = only(watch(told(declare({ severity: 3 })), 90_000, 60), 'ChecklistLate')
  expect(seen.map(([second]) => second)).toEqual([900, 3600, 86_400])
})

describe('a follow-up', () => {
  const followUp = (dueOn: string): IncidentCommand => ({
    type: 'AddFollowUp',
    ...at(0),
    what: 'Test it',
    owner: 'UPRODUCT',
    dueOn,
  })
  it('is asked for at nine in the morning of its day and every morning after, across the change to summer time', () => {
    const state = told(declare(), followUp('2026-03-28'))
    const nags = only(watch(state, 28 * 86_400, 1800), 'FollowUpNagged')
    expect(nags.map(([second]) => after(second))).toEqual([
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ])
  })
  it('rests once it is done', () => {
    const done: IncidentCommand = { type: 'CompleteFollowUp', ...at(60), id: 'f1', evidence: 'PR merged' }
    const state = told(declare(), followUp('2026-03-03'), done)
    expect(only(watch(state, 3 * 86_400, 3600), 'FollowUpNagged')).toEqual([])
  })
  it('speaks once after a long silence', () => {
    const seen = watch(told(declare(), followUp('2026-03-03')), 10 * 86_400, 10 * 86_400)
    expect(only(seen, 'FollowUpNagged')).toHaveLength(1)
  })
})

describe('the next look', () => {
  it('is never later than the next thing due, and never in the past once it was recorded', () => {
    const state = told(declare({ severity: undefined }))
    expect(nextDueAt(state, settings)).toBe(after(120))
    const [first] = watch(state, 86_400)
    expect(first).toEqual([120, 'LeadNudged'])
  })
  it('is not needed when it was cancelled', () => {
    const move = { type: 'MoveStatus', ...at(60), to: 'cancelled', reason: 'A false alarm' } as const
    expect(nextDueAt(told(declare(), move), settings)).toBeUndefined()
  })
})

describe('a wall clock', () => {
  it.each([
    ['2026-01-10', '09:00', 'Europe/Berlin', '2026-01-10T08:00:00.000Z'],
    ['2026-07-10', '09:00', 'Europe/Berlin', '2026-07-10T07:00:00.000Z'],
    ['2026-10-25', '09:00', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-08', '09:00', 'America/New_York', '2026-03-08T13:00:00.000Z'],
    ['2026-04-05', '09:00', 'Australia/Lord_Howe', '2026-04-04T22:30:00.000Z'],
  ])('%s %s in %s', (date, time, zone, instant) => {
    expect(atLocalTime(date, time, zone)).toBe(instant)
  })
})
