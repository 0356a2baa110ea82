// How an incident ends: its status moves step by step, and it closes only when something was learned.
import type { Decision } from '../shared/decider.ts'
import type { CloseIncident, MoveStatus } from './commands.ts'
import type { IncidentEvent } from './events.ts'
import { refused } from './refusals.ts'
import { type Incident, moves } from './state.ts'
import { decideWork } from './work.ts'

const possible = (state: Incident): string => {
  const next = moves[state.status]
  return next.length === 0 ? 'nothing; it is over' : next.join(' or ')
}

export const move = (state: Incident, command: MoveStatus): Decision<IncidentEvent> => {
  const { now, by, to, reason } = command
  if (to === 'closed' && state.status === 'resolved')
    return refused(
      command,
      'close-needs-more',
      'Closing needs a root-cause class, what contained it, the blast radius and a follow-up with an owner and a date.',
    )
  if (!moves[state.status].includes(to))
    return refused(
      command,
      'no-such-move',
      `${state.id} is ${state.status}; it cannot become ${to}. From here it can become ${possible(state)}.`,
    )
  if (reason.trim() === '') return refused(command, 'no-reason', 'Say why: every change has a reason.')
  return { events: [{ type: 'StatusMoved', at: now, by, from: state.status, to, reason }] }
}

export const close = (state: Incident, command: CloseIncident): Decision<IncidentEvent> => {
  const { now, by, settings, closing, followUp } = command
  if (state.status !== 'resolved')
    return refused(
      command,
      'no-such-move',
      `${state.id} is ${state.status}; it cannot become closed. From here it can become ${possible(state)}.`,
    )
  const { rootCause = '', containment = '', blastRadius = '', permanentFix = '', monitors = '' } = closing
  const lacks = [
    ...(settings.rootCauses.some(({ id }) => id === rootCause) ? [] : ['a root-cause class']),
    ...(containment.trim() ? [] : ['what contained it']),
    ...(blastRadius.trim() ? [] : ['the blast radius']),
    ...(followUp || state.followUps.length > 0 ? [] : ['a follow-up with an owner and a due date']),
    // A leak that nobody proved to be over is not over.
    ...state.steps.filter(({ proof, done }) => proof && !done).map(({ what }) => `evidence for “${what}”`),
  ]
  if (lacks.length > 0)
    return refused(command, 'close-needs-more', `${state.id} cannot be closed without ${lacks.join(', ')}.`)
  const added = followUp ? decideWork(state, { ...command, ...followUp, type: 'AddFollowUp' }) : undefined
  if (added?.refusal) return added
  return {
    events: [
      ...(added?.events ?? []),
      {
        type: 'IncidentClosed',
        at: now,
        by,
        closing: {
          rootCause,
          containment,
          blastRadius,
          ...(permanentFix.trim() ? { permanentFix } : {}),
          ...(monitors.trim() ? { monitors } : {}),
        },
      },
    ],
  }
}
