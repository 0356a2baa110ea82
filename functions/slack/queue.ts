// What waits for one person: requests for which their word would count now.
import { directory } from '#config/load.ts'
import { creditedRoles } from '#domain/action/quorum.ts'
import { type KnownAction, statusAt } from '#domain/action/state.ts'
import type { Directory, Person } from '#domain/shared/people.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { listQueue } from '#store/action/actions.ts'

/** More than anybody decides before looking again. */
const LOOK_AT = 100

const countsFor = (action: KnownAction, person: Person, people: Directory, now: string): boolean =>
  action.approval !== undefined &&
  statusAt(action, now) === 'pending' &&
  person.id !== action.request.owner &&
  !action.approval.votes.some(({ by }) => by === person.id) &&
  creditedRoles(action.approval, person, people).length > 0

/** Soonest to expire first. */
export const waitingFor = async (person: Person, now: string): Promise<KnownAction[]> => {
  if (!personMay(person, 'request.decide')) return []
  const pending = await listQueue('pending', { limit: LOOK_AT })
  return pending.filter((action) => countsFor(action, person, directory(), now))
}
