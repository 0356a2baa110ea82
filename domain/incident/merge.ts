// Two incidents turn out to be one trouble: one goes on, with the alerts and the severity of both.
import type { Decision } from '../shared/decider.ts'
import type { AbsorbIncident, MergeIncident } from './commands.ts'
import type { IncidentEvent } from './events.ts'
import { refused } from './refusals.ts'
import { setSeverity } from './set-severity.ts'
import { type Incident, isOpen } from './state.ts'

/** It is over here and goes on in `into`. */
export const merge = (state: Incident, command: MergeIncident): Decision<IncidentEvent> => {
  const { now, by, into, reason } = command
  if (state.mergedInto === into.id) return { events: [] }
  if (into.id === state.id)
    return refused(command, 'itself', `${state.id} cannot be merged into itself; name another incident.`)
  if (!isOpen(state))
    return refused(command, 'over', `${state.id} is ${state.status}; only open incidents can be merged.`)
  if (!isOpen(into) || into.drill !== state.drill)
    return refused(
      command,
      'not-joined',
      into.drill === state.drill
        ? `${into.id} is ${into.status}; merge into an incident that is open.`
        : 'A drill and a real incident are never merged.',
    )
  return { events: [{ type: 'IncidentMerged', at: now, by, into: into.id, reason }] }
}

/** Never less severe than what it takes in. */
export const absorb = (state: Incident, command: AbsorbIncident): Decision<IncidentEvent> => {
  const { now, by, from } = command
  if (state.absorbed.includes(from.id)) return { events: [] }
  if (!isOpen(state) || from.drill !== state.drill || from.id === state.id)
    return { events: [], refusal: { code: 'not-joined', sentence: `${state.id} cannot take ${from.id} in.` } }
  const worse = from.severity !== undefined && from.severity < (state.severity ?? Number.POSITIVE_INFINITY)
  return {
    events: [
      {
        type: 'IncidentAbsorbed',
        at: now,
        by,
        from: from.id,
        title: from.title,
        alerts: [...from.alerts],
        beyond: [...from.beyond],
      },
      ...(worse
        ? setSeverity(state, {
            ...command,
            type: 'SetSeverity',
            severity: from.severity!,
            reason: `${from.id}, which was merged into it, is as bad as that.`,
          }).events
        : []),
    ],
  }
}
