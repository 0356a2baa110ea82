// Who stands at the button: roles as the directory has them now, held only by a full member of the workspace.
import { directory } from '#config/load.ts'
import type { Person } from '#domain/shared/people.ts'
import { errorFields, log } from '#telemetry/log.ts'
import { type Member, ownTeam, userInfo } from './slack.ts'

/** Those of them whose account can do nothing any more; whoever cannot be looked up is not among them. */
export const inactiveAmong = async (ids: readonly string[]): Promise<Set<string>> => {
  const people = await Promise.all(ids.map(lookUpPerson))
  return new Set(people.flatMap((person) => (person && person.roles.length === 0 ? [person.id] : [])))
}

const isOf = ({ team_id: own, enterprise_user: more }: Member, team: string): boolean =>
  own === team || (more?.teams.includes(team) ?? false)

/**
 * The person at this moment, or undefined when they could not be looked up, which counts as no. Takes about a second at
 * most. Guests, bots, people of other workspaces and people who have left hold no role, whatever the directory says.
 */
export const lookUpPerson = async (id: string): Promise<Person | undefined> => {
  try {
    const listed = directory().people[id]?.roles ?? []
    const [member, team] = await Promise.all([userInfo(id), ownTeam()])
    const outsider =
      // Whatever the flags say: Slack shows accounts of connected workspaces without any of them.
      !isOf(member, team) ||
      member.deleted ||
      member.is_bot ||
      member.is_restricted ||
      member.is_ultra_restricted ||
      member.is_stranger
    return { id, roles: outsider || member.id !== id ? [] : listed }
  } catch (error) {
    log.warn('person.unknown', { person: id, ...errorFields(error) })
    return undefined
  }
}
