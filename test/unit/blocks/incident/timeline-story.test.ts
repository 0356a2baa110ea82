// Why: whoever reads the note was not there, so every line says who did what to whom, and why.
import type { RichTextElement } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { timelineStory } from '#blocks/incident/timeline-story.ts'
import type { Recorded } from '#blocks/shared/recorded.ts'
import { killSwitch } from '#domain/kill-switch/kill-switch.ts'
import type { Mode } from '#domain/kill-switch/state.ts'
import { type Actor, system } from '#domain/shared/actor.ts'
import { after } from '#test/unit/domain/incident/fixtures.ts'

const at = after(0)
const person = (id: string): Actor => ({ kind: 'person', id })

const plainly = (element: RichTextElement): string =>
  element.type === 'user'
    ? element.user_id
    : element.type === 'date'
      ? String(element.fallback)
      : element.type === 'text'
        ? element.text
        : ''
const told = (result: Recorded['result']) => (action: string, actor: Actor, data: Record<string, unknown>) =>
  timelineStory({ at, actor, action, result, data }).map(plainly).join('')
const line = told('success')
const refused = told('refused')

describe('the kill switch', () => {
  const asked = { now: at, by: person('UPLATFORM'), mayAct: true, scope: 'skill:mailer' }
  const engage = { type: 'EngageSwitch' as const, ...asked, reason: 'it sends twice' }
  const engaged = (more: { mode: Mode; until?: string }) => {
    const [event] = killSwitch.decide(killSwitch.initialState, { ...engage, ...more }).events
    return event?.type === 'SwitchEngaged' ? { engagement: event.engagement } : {}
  }

  it.each([
    [
      line('SwitchEngaged', asked.by, engaged({ mode: 'paused' })),
      'UPLATFORM turned the kill switch: Skill mailer is paused: it sends twice',
    ],
    [
      line('SwitchEngaged', asked.by, engaged({ mode: 'readonly', until: after(600) })),
      'UPLATFORM turned the kill switch: Skill mailer is read-only until 2026-03-02 10:10 UTC: it sends twice',
    ],
    [
      line('ReleaseRequested', asked.by, { scope: 'all' }),
      'UPLATFORM asked to turn the kill switch back: All agents may go on once a second person asks for it.',
    ],
    [
      line('SwitchReleased', person('UPRODUCT'), { scope: 'agent:a-1', mode: 'paused', revision: 2 }),
      'UPRODUCT turned the kill switch back: Agent a-1 may go on.',
    ],
    [
      line('SwitchEnded', system('clock'), { scope: 'agent:a-1', mode: 'paused', revision: 2 }),
      'A stop ended in time: Agent a-1 may go on.',
    ],
    [
      refused('SwitchRefused', person('UGUEST'), { scope: 'all', code: 'x', sentence: 'Not you.' }),
      'UGUEST was refused at the kill switch (All agents): Not you.',
    ],
  ])('%s', (said, words) => expect(said).toBe(words))
  it('is answered by agents', () => {
    const said = { agent: 'a-1', revision: 1, stoppedRuns: ['r1', 'r2'], stragglers: [], stopMs: 400 }
    const by: Actor = { kind: 'agent', id: 'a-1' }
    expect(line('StopConfirmed', by, said)).toBe('Agent a-1 confirmed its stop after 0.4 s; 2 runs ended.')
    expect(line('StopConfirmed', by, { ...said, stoppedRuns: [], stragglers: ['r3'] })).toBe(
      'Agent a-1 confirmed its stop after 0.4 s; still running: r3',
    )
    const { stopMs: _, ...free } = said
    expect(line('StopConfirmed', by, { ...free, stoppedRuns: [] })).toBe(
      'Agent a-1 has seen that it may go on.',
    )
  })
})

describe('messages', () => {
  const draft = {
    id: 'upd-1',
    incident: 'INC-1',
    kind: 'update',
    severity: 1,
    title: 'Mails',
    text: 'Twice',
    audience: { id: 'customers', name: 'customers', public: true },
    components: [],
    drill: false,
    draftedBy: person('USUPPORT'),
    draftedAt: at,
    needsSecond: true,
  }
  it.each([
    [line('UpdateDrafted', person('USUPPORT'), { draft }), 'USUPPORT wrote the update for customers: Mails'],
    [
      line('UpdatePublished', person('UPRODUCT'), { draft }),
      'UPRODUCT published the update for customers: Mails',
    ],
    [
      line('UpdatePublished', person('UPRODUCT'), { draft: { ...draft, drill: true } }),
      'UPRODUCT published the update for customers: Mails; this is a drill, so it went nowhere.',
    ],
    [
      line('UpdateDiscarded', person('UPRODUCT'), { reason: 'Wrong' }),
      'UPRODUCT discarded a message, and nothing went out: Wrong',
    ],
    [
      refused('PublicationRefused', person('UGUEST'), { code: 'x', sentence: 'Not you.' }),
      'UGUEST was refused at a message: Not you.',
    ],
  ])('%s', (said, words) => expect(said).toBe(words))
})

describe('alerts', () => {
  const alert = (status: string, title = 'Doubled mails') => ({
    source: 'alertmanager',
    fingerprint: title,
    group: 'g',
    title,
    status,
    labels: {},
  })
  it('are named, with how many came at once', () => {
    const by = system('alertmanager')
    expect(line('AlertsReceived', by, { alerts: [alert('firing'), alert('firing', 'x')] })).toBe(
      'Alert received: Doubled mails from alertmanager and 1 more alert.',
    )
    expect(line('AlertsReceived', by, { alerts: [alert('resolved')] })).toBe(
      'Said to be over: Doubled mails from alertmanager.',
    )
  })
  it('declare what they find', () => {
    const declared = {
      id: 'INC-1',
      title: 'Doubled mails',
      drill: false,
      severity: 1,
      unsure: false,
      detectedAt: at,
      nextUpdateAt: at,
      steps: [],
    }
    expect(line('IncidentDeclared', system('alerts'), declared)).toMatch(/^an alert declared it: Doubled/)
    expect(line('ChecklistLate', system('clock'), { phase: 'a', title: 'b' })).not.toContain('alert')
  })
})

describe('the lead', () => {
  const given = (by: string, holder: string, from?: string) =>
    line('IncidentRoleGiven', person(by), { role: 'lead', person: holder, ...(from ? { from } : {}) })
  it.each([
    [given('UPRODUCT', 'UPRODUCT'), 'UPRODUCT took the lead.'],
    [given('UPRODUCT2', 'UPRODUCT2', 'UPRODUCT'), 'UPRODUCT2 took the lead from UPRODUCT.'],
    [given('UPRODUCT', 'UPRODUCT2', 'UPRODUCT'), 'UPRODUCT handed the lead over to UPRODUCT2.'],
    [given('UPLATFORM', 'UPRODUCT2', 'UPRODUCT'), 'UPLATFORM handed the lead from UPRODUCT to UPRODUCT2.'],
    [given('UPLATFORM', 'UPRODUCT2'), 'UPLATFORM handed the lead to UPRODUCT2.'],
  ])('%s', (said, words) => expect(said).toBe(words))
})

it('spells out what has no words of its own, and blames no clock for it', () => {
  expect(line('AnomalyFound', system('limits'), {})).toBe('the limits: anomaly found')
})
