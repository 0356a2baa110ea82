// Who may decide, and when enough have: at least one person for every group of roles, and `quorum` people in all.

import { type Directory, fallbackRoles, type Person } from '../shared/people.ts'
import type { ApprovalFact, Requirement } from './judgement.ts'
import type { Approval, Vote } from './state.ts'

const approvals = (votes: readonly Vote[]): Vote[] => votes.filter((vote) => vote.verdict === 'approve')
const covers = (roles: readonly string[], group: readonly string[]): boolean =>
  group.some((role) => roles.includes(role))

/** Every role that the requirement names, once. */
export const rolesOf = (requirement: Requirement): string[] => [...new Set(requirement.groups.flat())]

/** The groups that nobody has approved for yet. */
export const openGroups = ({ requirement, votes }: Approval): string[][] =>
  requirement.groups.filter((group) => !approvals(votes).some((vote) => covers(vote.roles, group)))

/**
 * The roles that this person's vote would count for; empty means that they may not decide.
 * Once escalated, somebody who only holds a fallback role stands in for one role: the first that is still open.
 */
export const creditedRoles = (
  approval: Approval,
  person: Person,
  directory: Pick<Directory, 'roles'>,
): string[] => {
  const required = rolesOf(approval.requirement)
  const held = person.roles.filter((role) => required.includes(role))
  if (held.length > 0 || !approval.escalatedAt) return held
  const lent = [...openGroups(approval).flat(), ...required].find((role) => {
    const fallback = directory.roles[role as keyof typeof directory.roles]?.fallback
    return fallback !== undefined && person.roles.includes(fallback)
  })
  return lent ? [lent] : []
}

/** What the policies are told of the people who stand behind an action. */
export const approvalFact = ({ votes }: Pick<Approval, 'votes'>): ApprovalFact => ({
  count: new Set(approvals(votes).map((vote) => vote.by)).size,
  roles: [...new Set(approvals(votes).flatMap((vote) => vote.roles))].sort(),
})

/** How many more people must approve before the action may go on. */
export const missing = (approval: Approval): number => {
  const { count } = approvalFact(approval)
  return Math.max(approval.requirement.quorum - count, openGroups(approval).length > 0 ? 1 : 0, 0)
}

/** Everyone whose word would count now, to be listed on the card and mentioned when it gets late. */
export const eligiblePeople = (approval: Approval, directory: Directory, owner: string): string[] => {
  const required = rolesOf(approval.requirement)
  const roles = approval.escalatedAt ? [...required, ...fallbackRoles(directory, required)] : required
  return Object.entries(directory.people)
    .filter(([id, person]) => id !== owner && person.roles.some((role) => roles.includes(role)))
    .map(([id]) => id)
}
