// How an incident begins: as bad as people say or one worse, and with everything that its first day asks for.

import type { Decision } from '../shared/decider.ts'
import { notAllowed } from '../shared/permissions.ts'
import { plusSeconds } from '../shared/time.ts'
import type { DeclareIncident } from './commands.ts'
import type { IncidentEvent } from './events.ts'
import { type IncidentSettings, updateSeconds } from './settings.ts'
import { raised, type Severity } from './severity.ts'
import type { IncidentState, Step } from './state.ts'

const leakMinutes = 60

const checklist = (settings: IncidentSettings, now: string, secret: string | undefined): Step[] => {
  const leak = secret === undefined ? [] : settings.leak
  return [
    ...leak.map(({ id, what }) => ({
      id: `leak-${id}`,
      phase: 'leak',
      title: 'Credential leak',
      what,
      proof: true,
      dueAt: plusSeconds(now, leakMinutes * 60),
    })),
    ...settings.firstDay.flatMap(({ id, title, withinMinutes, steps }) =>
      steps.map((what, index) => ({
        id: `${id}-${index + 1}`,
        phase: id,
        title,
        what,
        proof: false,
        dueAt: plusSeconds(now, withinMinutes * 60),
      })),
    ),
  ]
}

/** Unsure raises. */
export const meant = (severity: Severity, unsure: boolean): Severity => (unsure ? raised(severity) : severity)

export const declare = (state: IncidentState, command: DeclareIncident): Decision<IncidentEvent> => {
  const { now, by, settings, id, drill = false, secret, detectedAt = now, unsure = false } = command
  if (state.status !== 'none')
    return { events: [], refusal: { code: 'taken', sentence: `${id} exists already.` } }
  if (!command.mayAct)
    return {
      events: [],
      refusal: { code: 'not-allowed', sentence: notAllowed('incident.declare') },
    }
  const severity = command.severity && meant(command.severity, unsure)
  return {
    events: [
      {
        type: 'IncidentDeclared',
        at: now,
        by,
        id,
        title: command.title,
        drill,
        ...(secret === undefined ? {} : { secret }),
        ...(severity === undefined ? {} : { severity }),
        unsure: unsure && severity !== undefined,
        // A source whose clock runs ahead cannot have seen it after us.
        detectedAt: [detectedAt, now].sort()[0]!,
        nextUpdateAt: plusSeconds(now, updateSeconds(settings, severity)),
        steps: checklist(settings, now, secret),
      },
    ],
  }
}
