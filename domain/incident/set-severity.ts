// How bad it is, changed with a reason; what is promised follows from it.
import type { Decision } from '../shared/decider.ts'
import { plusSeconds } from '../shared/time.ts'
import type { SetSeverity } from './commands.ts'
import { meant } from './declare.ts'
import type { IncidentEvent } from './events.ts'
import { refused } from './refusals.ts'
import { updateSeconds } from './settings.ts'
import { severityName } from './severity.ts'
import { type Incident, isOpen } from './state.ts'

export const setSeverity = (state: Incident, command: SetSeverity): Decision<IncidentEvent> => {
  const { now, by, settings, reason, unsure = false } = command
  if (!isOpen(state))
    return refused(command, 'over', `${state.id} is ${state.status}; its severity stays as it is.`)
  if (reason.trim() === '')
    return refused(command, 'no-reason', 'Say why: every change of severity has a reason.')
  const to = meant(command.severity, unsure)
  if (to === state.severity)
    return { events: [], refusal: { code: 'same', sentence: `${state.id} is ${severityName(to)} already.` } }
  return {
    events: [
      {
        type: 'SeveritySet',
        at: now,
        by,
        to,
        reason,
        unsure,
        ...(state.severity === undefined ? {} : { from: state.severity }),
        nextUpdateAt: plusSeconds(now, updateSeconds(settings, to)),
      },
    ],
  }
}
