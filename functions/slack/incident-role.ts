// The two words that give somebody a part in an incident.
import type { IncidentRole } from '#domain/incident/state.ts'
import type { Command } from './command.ts'
import { workOn } from './incident-work.ts'
import { holdsRole, personIn } from './incidents.ts'

export const giveRole = (
  role: IncidentRole,
  name: string,
  also: readonly string[],
  summary: string,
): Command => {
  const usage = `${name} [ID] [@somebody]`
  return {
    name,
    also,
    usage,
    summary,
    run: workOn({
      usage: `${name} ID`,
      toCommand: async ({ rest }, asking, { user }) => {
        const person = rest.trim() === '' ? user : personIn(rest.trim(), user)
        if (!person) return `“${rest.trim().slice(0, 40)}” names nobody; mention them like @somebody.`
        const personMayAct = person === user ? asking.mayAct : await holdsRole(person)
        return { type: 'GiveIncidentRole', ...asking, role, person, personMayAct }
      },
      done: ({ incident }) => `Done; the thread of ${incident.id} says so.`,
    }),
  }
}
