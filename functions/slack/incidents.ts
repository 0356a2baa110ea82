// What commands and forms about incidents share: who acts, which incident is meant, and what it comes to.
import { incidentSettings } from '#config/load.ts'
import { splitIncidentId } from '#domain/incident/phrase.ts'
import type { IncidentSettings } from '#domain/incident/settings.ts'
import type { Incident } from '#domain/incident/state.ts'
import type { Actor } from '#domain/shared/actor.ts'
import { type Deed, personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { readIncident } from '#store/incident/incidents.ts'
import { listIncidents } from '#store/incident/list.ts'

export interface Asking {
  now: string
  by: Actor
  mayAct: boolean
  settings: IncidentSettings
}

/** What every command of this person carries, `mayAct` whether they may do this; undefined when they could not be looked up. */
export const askingAs = async (user: string, deed: Deed = 'incident.work'): Promise<Asking | undefined> => {
  const person = await lookUpPerson(user)
  return (
    person && {
      now: new Date().toISOString(),
      by: { kind: 'person', id: user },
      mayAct: personMay(person, deed),
      settings: incidentSettings(),
    }
  )
}

/** Whether somebody whom a command names may hold a part in an incident. */
export const holdsRole = async (user: string): Promise<boolean> =>
  personMay(await lookUpPerson(user), 'incident.lead')

const mention = /^<?@?([UW][A-Z0-9]{1,20})(?:\|[^>]*)?>?$/

/** The person whom a word names, as `<@U012AB>`, `@U012AB` or `U012AB`; `me` is whoever types. */
export const personIn = (word: string, me: string): string | undefined =>
  word.toLowerCase() === 'me' ? me : mention.exec(word)?.[1]

export interface Meant {
  incident: Incident
  /** What was typed besides the incident's id. */
  rest: string
}

/**
 * The incident that a command is about: the one whose id it begins with, or the only one that is worked on.
 * The sentence says what is missing when that is not clear.
 */
export const meantIncident = async (typed: string, example: string): Promise<Meant | { problem: string }> => {
  const { id, rest } = splitIncidentId(typed)
  if (id) {
    const incident = await readIncident(id)
    return incident ? { incident, rest } : { problem: `There is no ${id}.` }
  }
  const open = await listIncidents('incidents', 10)
  const [incident, other] = open
  if (!incident) return { problem: 'No incident is open. Declare one with /claw incident what happened.' }
  if (other)
    return {
      problem: `Which one: ${open.map(({ id }) => id).join(', ')}? Type ${example.replace('ID', incident.id)}.`,
    }
  return { incident, rest }
}
