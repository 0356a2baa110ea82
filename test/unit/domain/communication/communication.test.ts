// Why: what is once published cannot be taken back, so nothing goes out that should not, and nothing goes out twice.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CommunicationCommand,
  type CommunicationEvent,
  communication,
} from '#domain/communication/communication.ts'
import { sensitiveIn } from '#domain/communication/customer-check.ts'
import type { CommunicationState } from '#domain/communication/state.ts'
import { sensitiveMessages } from '../sensitive/corpus.ts'

const now = '2026-03-02T10:00:00.000Z'
const person = (id: string) => ({ now, by: { kind: 'person' as const, id }, mayAct: id !== 'UGUEST' })
const draft = (by: string, severity: number, text = 'It works again.'): CommunicationCommand => ({
  type: 'DraftUpdate',
  ...person(by),
  sensitive: sensitiveIn({ title: 'Update', text }),
  draft: {
    id: 'upd-1',
    incident: 'INC-1',
    kind: 'update',
    severity,
    title: 'Update',
    text,
    audience: { id: 'customers', name: 'customers', public: true },
    components: [],
    drill: false,
  },
})
const publish = (by: string): CommunicationCommand => ({ type: 'PublishUpdate', ...person(by) })
const discard = (by: string): CommunicationCommand => ({ type: 'DiscardUpdate', ...person(by), reason: 'x' })

/** Runs all of them; the events, and why the last one was refused. */
const run = (...commands: CommunicationCommand[]) => {
  let state: CommunicationState = communication.initialState
  const events: CommunicationEvent[] = []
  let code: string | undefined
  for (const command of commands) {
    const decided = communication.decide(state, command)
    code = decided.refusal?.code
    events.push(...decided.events)
    state = decided.events.reduce(communication.evolve, state)
  }
  return { types: events.map(({ type }) => type), events, state, code }
}

describe('a message to customers', () => {
  it('goes out at once when it is not severe', () => {
    expect(run(draft('USUPPORT', 3)).types).toEqual(['UpdateDrafted', 'UpdatePublished'])
  })
  it.each([1, 2])('of SEV%i waits for somebody else', (severity) => {
    expect(run(draft('USUPPORT', severity)).state.status).toBe('draft')
    expect(run(draft('USUPPORT', severity), publish('USUPPORT'))).toMatchObject({
      code: 'own-draft',
      state: { status: 'draft' },
      types: ['UpdateDrafted', 'PublicationRefused'],
    })
    expect(run(draft('USUPPORT', severity), publish('UGUEST')).code).toBe('not-allowed')
    expect(run(draft('USUPPORT', severity), publish('UPRODUCT')).state.status).toBe('published')
  })
  it('is not written by somebody without a role', () => {
    expect(run(draft('UGUEST', 3))).toMatchObject({ code: 'not-allowed', types: [] })
  })
  it('that was discarded stays so', () => {
    expect(run(draft('USUPPORT', 1), discard('UPRODUCT'), publish('UPRODUCT'))).toMatchObject({
      code: 'discarded',
      state: { status: 'discarded' },
    })
  })
  it('goes out once at most, and severe ones never by whoever wrote them, whatever people do', () => {
    const who = fc.constantFrom('USUPPORT', 'UPRODUCT', 'UPLATFORM', 'UGUEST')
    const anything = fc.oneof(
      fc.tuple(who, fc.integer({ min: 1, max: 4 })).map(([by, severity]) => draft(by, severity)),
      who.map(publish),
      who.map(discard),
    )
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), (commands) => {
        const { events, state } = run(...commands)
        const out = events.filter(({ type }) => type === 'UpdatePublished')
        expect(out.length).toBeLessThanOrEqual(1)
        if (state.status === 'published' && state.draft.needsSecond)
          expect(state.publishedBy.id).not.toBe(state.draft.draftedBy.id)
        expect(events.reduce(communication.evolve, communication.initialState)).toEqual(state)
      }),
      { numRuns: 200 },
    )
  })
})

describe('what customers must not see', () => {
  it('gets out in none of its forms', () => {
    expect(sensitiveMessages.length).toBeGreaterThanOrEqual(500)
    const out = sensitiveMessages.filter(({ message }) => run(draft('USUPPORT', 3, message)).types.length > 0)
    expect(out.map(({ what }) => what)).toEqual([])
  })
})
