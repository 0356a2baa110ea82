// Whose word counts and when enough have spoken: the arithmetic behind every card.
import { describe, expect, it } from 'vitest'
import type { Requirement } from '#domain/action/judgement.ts'
import { approvalFact, creditedRoles, eligiblePeople, missing, openGroups } from '#domain/action/quorum.ts'
import type { Approval, Vote } from '#domain/action/state.ts'
import { at, directory, one, rolesOfPerson, two } from './fixtures.ts'

const approve = (by: string, ...roles: string[]): Vote => ({ by, verdict: 'approve', roles, at: at(1) })
const approval = (requirement: Requirement, votes: Vote[] = [], escalated = false): Approval => ({
  requirement,
  votes,
  expiresAt: at(60),
  ...(escalated ? { escalatedAt: at(40) } : {}),
})
const credited = (id: string, given: Approval) =>
  creditedRoles(given, { id, roles: rolesOfPerson(id) }, directory)

describe('a vote counts for', () => {
  it('every required role that the person holds', () => {
    expect(credited('USUPPORT', approval(two))).toEqual(['support'])
    expect(credited('UBOTH', approval(two)).sort()).toEqual(['product', 'support'])
    expect(credited('UPLATFORM', approval(two))).toEqual([])
  })
  it('the first open role of a fallback, and only once it is escalated', () => {
    expect(credited('UONCALL', approval(two))).toEqual([])
    expect(credited('UONCALL', approval(two, [], true))).toEqual(['support'])
    expect(credited('UONCALL', approval(two, [approve('USUPPORT', 'support')], true))).toEqual(['product'])
  })
  it('nothing, for somebody without a role, however late it is', () => {
    expect(credited('UGUEST', approval(two, [], true))).toEqual([])
  })
})

describe('what is missing', () => {
  it('is people up to the quorum, and at least one while a role is open', () => {
    expect(missing(approval(two))).toBe(2)
    expect(missing(approval(two, [approve('USUPPORT', 'support')]))).toBe(1)
    const sameRole = [approve('USUPPORT', 'support'), approve('USUPPORT2', 'support')]
    expect([missing(approval(two, sameRole)), openGroups(approval(two, sameRole))]).toEqual([
      1,
      [['product']],
    ])
    expect(missing(approval(two, [approve('USUPPORT', 'support'), approve('UPRODUCT2', 'product')]))).toBe(0)
  })
  it('counts people, not votes or roles', () => {
    const votes = [approve('UBOTH', 'support', 'product'), approve('UBOTH', 'product')]
    expect(approvalFact({ votes })).toEqual({ count: 1, roles: ['product', 'support'] })
    expect(missing(approval(two, votes))).toBe(1)
  })
  it('does not count a denial', () => {
    const votes: Vote[] = [{ by: 'UPRODUCT2', verdict: 'deny', roles: ['product'], at: at(1) }]
    expect(approvalFact({ votes })).toEqual({ count: 0, roles: [] })
  })
})

describe('who is asked', () => {
  it('holds a required role and is not the owner; the fallbacks join when it is escalated', () => {
    expect(eligiblePeople(approval(one), directory, 'UPRODUCT')).toEqual(['UPRODUCT2', 'UBOTH'])
    expect(eligiblePeople(approval(one, [], true), directory, 'UPRODUCT')).toEqual([
      'UPRODUCT2',
      'UBOTH',
      'UONCALL',
    ])
  })
})
