// Why: a promise that is counted kindly to us is worth nothing to a customer.
import { describe, expect, it } from 'vitest'
import { attained, type IncidentStory } from '#domain/commitments.ts'

const start = Date.parse('2026-03-02T10:00:00.000Z')
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString()
const event = (action: string, minutes: number, data: Record<string, unknown> = {}) => ({
  ...{
    at: at(minutes),
    actor: { kind: 'person' as const, id: 'UPLATFORM' },
    action,
    result: 'success' as const,
  },
  ...{ resource: 'incident/INC-1', requestId: 'r', stream: 'incident/INC-1', seq: 1, hash: '', prevHash: '' },
  data,
})
const declared = (severity: number, more = {}) =>
  event('IncidentDeclared', 0, { severity, detectedAt: at(0), drill: false, ...more })
const told = (minutes: number) => event('UpdatePosted', minutes, { audience: 'customers', public: true })
const moved = (to: string, minutes: number) => event('StatusMoved', minutes, { to })

const commitments = {
  acknowledgeWithinMinutes: { 1: 15, 2: 30 },
  updateEveryMinutes: { 1: 20, 2: 30 },
  postmortemWithinDays: 5,
}
const counted = (story: IncidentStory, minutes: number) => attained([story], commitments, at(minutes))

describe('what was promised', () => {
  it('is kept to the minute, and missed one later', () => {
    const seen = (minutes: number) =>
      counted([declared(1), event('IncidentAcknowledged', minutes)], 300).acknowledge
    expect(seen(15)).toEqual({ kept: 1, due: 1 })
    expect(seen(16)).toEqual({ kept: 0, due: 1 })
  })
  it('does not count before it falls due, and counts as missed when nothing ever came', () => {
    expect(counted([declared(1)], 14).acknowledge).toEqual({ kept: 0, due: 0 })
    expect(counted([declared(1)], 16).acknowledge).toEqual({ kept: 0, due: 1 })
  })
  it('is owed between all updates, and after the end no more', () => {
    const story = [declared(1), told(10), told(30), told(55), moved('resolved', 70)]
    expect(counted(story, 500).updates).toEqual({ kept: 2, due: 3 })
    expect(counted([declared(1), told(10), moved('resolved', 90)], 500).updates).toEqual({ kept: 1, due: 2 })
  })
  it('is not kept by a word to colleagues', () => {
    const inside = event('UpdatePosted', 5, { audience: 'everybody in this channel', public: false })
    expect(counted([declared(1), inside], 60).updates).toEqual({ kept: 0, due: 1 })
  })
  it('follows the worst severity that it ever had', () => {
    const raised = event('SeveritySet', 40, { to: 1 })
    const story = [declared(2), event('IncidentAcknowledged', 20)]
    expect(counted(story, 300).acknowledge).toEqual({ kept: 1, due: 1 })
    expect(counted([...story, raised], 300).acknowledge).toEqual({ kept: 0, due: 1 })
  })
  it('ends with what was learned, within days', () => {
    const days = (count: number) => count * 24 * 60
    const story = [declared(2), moved('resolved', 60)]
    expect(counted(story, days(4)).postmortem).toEqual({ kept: 0, due: 0 })
    expect(counted(story, days(6)).postmortem).toEqual({ kept: 0, due: 1 })
    expect(counted([...story, event('IncidentClosed', days(4))], days(9)).postmortem).toEqual({
      kept: 1,
      due: 1,
    })
  })
  it('is not counted in exercises', () => {
    const none = { kept: 0, due: 0 }
    expect(counted([declared(1, { drill: true })], 500)).toEqual({
      ...{ acknowledge: none, updates: none, postmortem: none },
    })
  })
})
