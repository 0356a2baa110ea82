// What people, operators and the product itself may do. Every door asks here: Slack, HTTP, the terminal and the deciders.
import { Role } from './people.ts'

const anyRole: readonly Role[] = Role.options

interface Permission {
  /** Whoever holds one of these; the same roles as in `config/people.yml`. */
  roles: readonly Role[]
  /** Whether an operator's token does it as well, for the day Slack is down. */
  operator: boolean
  /** As in “Only people with a role can …”. */
  what: string
}

export const permissions = {
  'agents.stop': { roles: anyRole, operator: true, what: 'stop agents' },
  /** For all agents it takes two of them. */
  'agents.release': { roles: anyRole, operator: true, what: 'let agents go on' },
  'token.revoke': { roles: ['security', 'platform'], operator: false, what: 'revoke a token' },
  'drill.join': { roles: anyRole, operator: false, what: 'take part in drills' },
  /** Queue, agents, spending, incidents and whole stories. Of its own agent's requests an owner sees all. */
  'record.read': { roles: anyRole, operator: true, what: 'see this' },
  /** Which roles a request needs is the policies' to say; none of them counts without this. */
  'request.decide': { roles: anyRole, operator: false, what: 'decide requests' },
  'recovery.settle': { roles: anyRole, operator: false, what: 'settle an unknown outcome' },
  'allowance.grant': { roles: ['product', 'security'], operator: false, what: 'grant an allowance' },
  'incident.declare': { roles: anyRole, operator: true, what: 'declare an incident' },
  'incident.work': { roles: anyRole, operator: true, what: 'work on incidents' },
  /** To hold a part in it: the lead, its communication, a step. */
  'incident.lead': { roles: anyRole, operator: false, what: 'lead incidents' },
  'message.publish': { roles: anyRole, operator: false, what: 'publish messages' },
  'message.discard': { roles: anyRole, operator: false, what: 'discard a draft' },
} as const satisfies Record<string, Permission>
export type Deed = keyof typeof permissions

/** Who wants to do it: a person with the roles that they hold now, an operator, or a part of the product. */
export type Doer =
  | { kind: 'person'; roles: readonly Role[] }
  | { kind: 'operator' }
  | { kind: 'system' }
  | undefined

/** Whether they may. Whoever could not be looked up may nothing; what the product does itself is decided where it is done. */
export const may = (doer: Doer, deed: Deed): boolean => {
  const { roles, operator }: Permission = permissions[deed]
  if (doer === undefined) return false
  if (doer.kind === 'system') return true
  if (doer.kind === 'operator') return operator
  return doer.roles.some((role) => roles.includes(role))
}

/** The same for a person as the server looked them up. */
export const personMay = (person: { roles: readonly Role[] } | undefined, deed: Deed): boolean =>
  may(person && { kind: 'person', roles: person.roles }, deed)

/** What is said to whoever may not. */
export const notAllowed = (deed: Deed): string => {
  const { roles, what }: Permission = permissions[deed]
  const who = roles.length === anyRole.length ? 'people with a role' : `${roles.join(' and ')}`
  return `Only ${who} can ${what}.`
}
