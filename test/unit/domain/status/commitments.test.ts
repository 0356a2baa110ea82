// Why: a promise that is counted kindly to us is worth nothing to a customer.
import { describe, expect, it } from 'vitest'
import type { IncidentEvent } from '#domain/incident/events.ts'
import { attained, type IncidentStory } from '#domain/status/commitments.ts'

const start = Date.parse('2026-03-02T10:00:00.000Z')
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString()
const event = <Type extends IncidentEvent['type']>(type: Type, minutes: number, data: object = {}) =>
  ({ type, at: at(minutes), by: { kind: 'person', id: 'UPLATFORM' }, ...data }) as Extract<
    IncidentEvent,
    { type: Type }
  >
const declared = (severity: number, more = {}) =>
  event('IncidentDeclared', 0, { severity, detectedAt: at(0), drill: false, ...more })
const told = (minutes: number) => event('UpdatePosted', minutes, { audience: 'customers', public: true })
const set = (to: number, minutes: number) => event('SeveritySet', minutes, { to })
const moved = (to: string, minutes: number) => event('StatusMoved', minutes, { to })

const commitments = {
  acknowledgeWithinMinutes: { 1: 15, 2: 30 },
  updateEveryMinutes: { 1: 20, 2: 30, 3: 240 },
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
  it('is judged by how bad it was when it was made', () => {
    const seen = event('IncidentAcknowledged', 20)
    expect(counted([declared(2), seen], 300).acknowledge).toEqual({ kept: 1, due: 1 })
    expect(counted([declared(2), seen, set(1, 40)], 300).acknowledge).toEqual({ kept: 1, due: 1 })
    expect(counted([declared(3), seen, set(1, 40)], 300).acknowledge).toEqual({ kept: 0, due: 0 })

    // SEV3 promises a word within 240 minutes; from the raise on, it is 20.
    const raised = [declared(3), set(1, 100)]
    expect(counted(raised, 119).updates).toEqual({ kept: 0, due: 0 })
    expect(counted([...raised, told(120)], 121).updates).toEqual({ kept: 1, due: 1 })
    expect(counted([...raised, told(121)], 122).updates).toEqual({ kept: 0, due: 1 })
    const lowered = [declared(1), told(10), set(3, 25), told(200), moved('resolved', 210)]
    expect(counted(lowered, 500).updates).toEqual({ kept: 2, due: 2 })
  })
  it('is made anew by another severity, for an acknowledgement too', () => {
    const seen = (minutes: number) => event('IncidentAcknowledged', minutes)
    const raised = [declared(3), set(1, 100)]
    expect(counted([...raised, seen(115)], 300).acknowledge).toEqual({ kept: 1, due: 1 })
    expect(counted([...raised, seen(116)], 300).acknowledge).toEqual({ kept: 0, due: 1 })
    expect(counted(raised, 300).acknowledge).toEqual({ kept: 0, due: 1 })
  })
  it('that was missed stays missed, whatever the severity becomes', () => {
    expect(counted([declared(1), set(3, 21), told(30)], 100).updates).toEqual({ kept: 1, due: 2 })
    expect(counted([declared(1), set(4, 21)], 300).updates).toEqual({ kept: 0, due: 1 })
    expect(counted([declared(1), set(2, 20), told(30)], 45).updates).toEqual({ kept: 1, due: 1 })
    const late = [declared(1), set(2, 16), event('IncidentAcknowledged', 17)]
    expect(counted(late, 300).acknowledge).toEqual({ kept: 0, due: 1 })
  })
  it('is that of SEV2 until somebody says how bad it is', () => {
    const unsaid = event('IncidentDeclared', 0, { detectedAt: at(0), drill: false })
    expect(counted([unsaid, told(30)], 31).updates).toEqual({ kept: 1, due: 1 })
    expect(counted([unsaid, told(31)], 32).updates).toEqual({ kept: 0, due: 1 })
  })
  it('counts from the alert, unless it reached us more than a minute later', () => {
    const seen = (detected: number, minutes: number) =>
      counted([declared(1, { detectedAt: at(detected) }), event('IncidentAcknowledged', minutes)], 300)
        .acknowledge
    expect(seen(-1, 14)).toEqual({ kept: 1, due: 1 })
    expect(seen(-1, 15)).toEqual({ kept: 0, due: 1 })
    expect(seen(-90, 15)).toEqual({ kept: 1, due: 1 })
    expect(seen(-90, 16)).toEqual({ kept: 0, due: 1 })
  })
  it('of an acknowledgement is not counted when it was cancelled before it fell due', () => {
    const seen = event('IncidentAcknowledged', 5)
    const none = { kept: 0, due: 0 }
    expect(counted([declared(1), moved('cancelled', 15)], 300).acknowledge).toEqual(none)
    expect(counted([declared(1), seen, moved('cancelled', 10)], 300).acknowledge).toEqual(none)
    expect(counted([declared(1), seen, moved('cancelled', 16)], 300).acknowledge).toEqual({ kept: 1, due: 1 })
    expect(counted([declared(1), moved('cancelled', 16)], 300).acknowledge).toEqual({ kept: 0, due: 1 })
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
      acknowledge: none,
      updates: none,
      postmortem: none,
    })
  })
})
