// Why: the note is read by people who were not there, so it must say what happened and nothing that somebody smuggled in.
import { describe, expect, it } from 'vitest'
import { incidentReport, type Timeline } from '#blocks/incident/report.ts'
import { declare, after as later, settings, told } from '#test/unit/domain/incident/fixtures.ts'

const nameOf = (id: string): string => ({ UPLATFORM: 'Platform owner' })[id] ?? id
const empty: Timeline = { events: [], said: [], leftOut: false, unheard: false }
const report = (timeline: Partial<Timeline> = {}, title = 'Mails go out twice') =>
  incidentReport(told(declare({ title })), {
    timeline: { ...empty, ...timeline },
    settings,
    nameOf,
  })
const person = { kind: 'person' as const, id: 'UPLATFORM' }

describe('the note', () => {
  it('has every part, also while nothing is known', () => {
    const parts = [...report().matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading)
    expect(parts).toEqual([
      'INC-1: Mails go out twice',
      'Time detected',
      'Blast radius',
      'Containment',
      'Root cause',
      'Permanent fix',
      'New monitors',
      'Follow-ups',
      'How it went',
      'Timeline (UTC, 0 lines)',
    ])
  })
  it('orders events and messages by time, and counts what repeats', () => {
    const denied = { actor: person, action: 'OddThing', result: 'success' as const, data: {} }
    const text = report({
      events: [
        { at: later(5), ...denied },
        { at: later(6), ...denied },
      ],
      said: [{ at: later(1), by: 'UPLATFORM', text: 'Look at `this`' }],
    })
    expect(text).toContain(
      '- 2026-03-02 10:00:01 · Platform owner wrote: `` Look at `this` ``\n- 2026-03-02 10:00:05 · Platform owner: odd thing (2 times)',
    )
  })
  it('gives no foreign word a meaning in Markdown', () => {
    const text = report({}, '![x](https://e.x) <b> # no\n## Forged')
    expect(text).not.toMatch(/^## Forged/m)
    expect(text).toContain('\\!\\[x\\]\\(https://e.x\\) \\<b\\> \\# no')
  })
  it('says what is missing', () => {
    expect(report({ leftOut: true, unheard: true })).toMatch(/npm run audit[\s\S]*could not be read/)
  })
  it('sets in bold what is bold, also where a space ends it', () => {
    const late = {
      at: later(5),
      actor: { kind: 'system' as const, id: 'clock' },
      action: 'ChecklistLate',
      result: 'success' as const,
      data: { phase: 'stop', title: 'Stop the harm' },
    }
    expect(report({ events: [late] })).toContain('· **Time is up with steps undone:** Stop the harm')
  })
  it('leaves nothing out of what somebody noted or wrote', () => {
    const words = `${'It began with the retry. '.repeat(100).slice(0, 1_990)} The end`
    const noted = { at: later(5), actor: person, action: 'NoteAdded', result: 'success' as const }
    const text = report({
      events: [{ ...noted, data: { text: words } }],
      said: [{ at: later(6), by: 'UPLATFORM', text: words }],
    })
    expect(text).toContain(`Platform owner noted: \`${words}\``)
    expect(text).toContain(`Platform owner wrote: \`${words}\``)
  })
})
