// Any sequence of commands at any times: what can never happen to an action, and what always must.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { action } from '#domain/action/action.ts'
import { ActionEvent } from '#domain/action/events.ts'
import { ActionState } from '#domain/action/state.ts'
import { enough } from '#test/support/thorough.ts'
import { calm } from './fixtures.ts'
import { at, OWNER } from './model.ts'
import { story, tell } from './stories.ts'

const RUNS = enough(500, 30_000)

const held = (property: (lived: ReturnType<typeof tell>) => void) =>
  fc.assert(
    fc.property(story, (steps) => property(tell(steps))),
    { numRuns: RUNS },
  )
const count = (events: readonly ActionEvent[], ...types: ActionEvent['type'][]) =>
  events.filter(({ type }) => types.includes(type)).length

describe('whatever happens to an action, in whatever order', () => {
  it('its status is the one that the rules give it', () =>
    held(({ states }) => {
      for (const { state, model } of states) expect(state.status).toBe(model.status)
    }))

  it('it is decided at most once, started at most once, and ends at most once', () =>
    held(({ events }) => {
      const ends = [
        'ActionDenied',
        'ApprovalDenied',
        'ApprovalExpired',
        'ActionVoided',
        'GrantLapsed',
      ] as const
      expect(
        count(events, 'ActionAllowed', 'ActionApproved', 'ActionDenied', 'ApprovalDenied', 'ApprovalExpired'),
      ).toBeLessThan(2)
      expect(count(events, 'ActionAllowed', 'ActionStarted', ...ends)).toBeLessThan(2)
      expect(count(events, 'OutcomeReported', 'OutcomeLost')).toBeLessThan(2)
      for (const once of [
        'ApprovalRequested',
        'ApproversReminded',
        'ApprovalEscalated',
        'RecoveryResolved',
      ] as const)
        expect(count(events, once)).toBeLessThan(2)
    }))

  it('it starts only with what was approved, in time, judged well at that moment, and not withdrawn', () =>
    held(({ told }) => {
      for (const { command, before, events } of told) {
        if (count(events, 'ActionStarted') === 0) continue
        if (command.type !== 'StartAction' || before.status !== 'approved')
          throw new Error('started out of turn')
        expect(command.digest).toBe(before.request.digest)
        expect(command.judgement?.verdict).toBe('allow')
        expect(command.posture).toBe(calm)
        expect(at(command.now) - at(before.approvedAt)).toBeLessThan(900)
      }
    }))

  it('it is approved only by enough people, with every role, none of them the owner, each in time and looked up', () =>
    held(({ told, events }) => {
      const approved = events.findIndex(({ type }) => type === 'ActionApproved')
      for (const { command, before, events: those } of told) {
        if (count(those, 'ApprovalGranted') === 0) continue
        if (command.type !== 'GrantApproval' || before.status !== 'pending')
          throw new Error('voted out of turn')
        expect(command.person?.roles.length).toBeGreaterThan(0)
        expect(command.by).not.toBe(OWNER)
        expect(command.now < before.approval.expiresAt).toBe(true)
        expect(command.digest).toBe(before.request.digest)
        const own = those.flatMap((event) => (event.type === 'ApprovalGranted' ? event.roles : []))
        const theirs: readonly string[] = command.person?.roles ?? []
        const lent = own.filter((role) => !theirs.includes(role))
        if (lent.length > 0)
          expect([lent.length, before.approval.escalatedAt !== undefined]).toEqual([1, true])
      }
      if (approved < 0) return
      const votes = events
        .slice(0, approved)
        .flatMap((event) => (event.type === 'ApprovalGranted' ? [event] : []))
      const asked = events.flatMap((event) =>
        event.type === 'ApprovalRequested' ? [event.requirement] : [],
      )[0]!
      expect(new Set(votes.map(({ by }) => by.id)).size).toBe(votes.length)
      expect(votes.length).toBeGreaterThanOrEqual(asked.quorum)
      for (const group of asked.groups)
        expect(votes.some(({ roles }) => roles.some((role) => group.includes(role)))).toBe(true)
    }))

  it('a refusal changes nothing, unless a clock had run out or a pause had withdrawn it', () =>
    held(({ told }) => {
      for (const { before, events, refused } of told) {
        if (!refused || count(events, 'ApprovalExpired', 'GrantLapsed', 'ActionVoided') > 0) continue
        expect(events.reduce(action.evolve, before)).toEqual(before)
      }
    }))

  it('what is recorded can be read again, and adds up to the state', () =>
    held(({ events, state }) => {
      expect(ActionState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state)
      const read = events.map((event) => ActionEvent.parse(JSON.parse(JSON.stringify(event))))
      expect(read.reduce(action.evolve, action.initialState)).toEqual(state)
    }))

  it('every status is reached by some of these stories', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(story, (steps) => {
        reached.add(tell(steps).state.status)
      }),
      { numRuns: RUNS },
    )
    expect([...reached].sort()).toEqual([
      'approved',
      'denied',
      'expired',
      'failed',
      'none',
      'pending',
      'started',
      'succeeded',
      'unknown',
      'voided',
    ])
  })
})
