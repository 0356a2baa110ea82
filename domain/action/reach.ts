// Whether the people who exist can decide what they are asked: a role that nobody holds, or too few who may, is said when it is asked.
import { type Directory, fallbackRoles, holdersOf } from '../shared/people.ts'
import type { Requirement } from './judgement.ts'
import { rolesOf } from './quorum.ts'

export interface Reach {
  directory: Directory
  /** The owner of the agent, who decides nothing that it asks. */
  owner?: string | undefined
  /** Accounts that Slack has deactivated. */
  deactivated?: ReadonlySet<string>
}

const named = (group: readonly string[]): string => group.join(' or ')

/** Why nobody of this group can decide; undefined when somebody can. */
const groupProblem = (group: readonly string[], reach: Reach): string | undefined => {
  const { directory, owner, deactivated } = reach
  const holders = holdersOf(directory, group)
  if (holders.length === 0) return `Nobody holds ${named(group)}.`
  const active = holders.filter((id) => !deactivated?.has(id))
  if (active.length === 0) return `Everybody who holds ${named(group)} has a deactivated account.`
  if (active.every((id) => id === owner))
    return `Only the owner of the agent holds ${named(group)}, and owners do not decide what their agents ask.`
  return undefined
}

/** What keeps this quorum from being reached, one sentence for each thing; none when it can be. */
export const quorumProblems = (requirement: Requirement, reach: Reach): string[] => {
  const { directory, owner, deactivated } = reach
  const problems = requirement.groups.flatMap((group) => groupProblem(group, reach) ?? [])
  const roles = rolesOf(requirement)
  const able = holdersOf(directory, roles).filter((id) => id !== owner && !deactivated?.has(id))
  if (problems.length === 0 && able.length < requirement.quorum)
    problems.push(
      `${requirement.quorum} people have to approve, and only ${able.length} of those who may can.`,
    )
  if (problems.length === 0) return []
  const others = fallbackRoles(directory, roles)
  const standIns = holdersOf(directory, others).filter((id) => id !== owner && !deactivated?.has(id))
  return [
    ...problems,
    standIns.length > 0
      ? `Nobody can approve this before it is escalated to ${named(others)}.`
      : 'Nobody can approve this: it will expire.',
  ]
}
