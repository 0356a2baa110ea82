// The life of an incident: declared, classified, worked on, told about, mitigated, resolved, and closed only when something was learned.

import type { Decider, Decision } from '../shared/decider.ts'
import { notAllowed } from '../shared/permissions.ts'
import {
  attach,
  ending,
  isFlapping,
  isStorm,
  resolve as resolveAlerts,
  stormAfter,
  worsened,
} from './alerts.ts'
import { close, move } from './close.ts'
import type * as commands from './commands.ts'
import { declare } from './declare.ts'
import { IncidentEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { absorb, merge } from './merge.ts'
import { refused } from './refusals.ts'
import { setSeverity } from './set-severity.ts'
import { type Incident, IncidentState, isOpen } from './state.ts'
import { dueEvents } from './timers.ts'
import { decideWork } from './work.ts'

type IncidentDecision = Decision<IncidentEvent>
const nothing: IncidentDecision = { events: [] }

const attachAlerts = (state: Incident, command: commands.AttachAlert): IncidentDecision => {
  const { now, by, settings, alerts, drill = false } = command
  if (alerts.length === 0) return nothing
  if (!isOpen(state) || state.drill !== drill)
    return { events: [], refusal: { code: 'not-joined', sentence: `${state.id} takes no such alerts.` } }
  const deliveries = alerts.reduce((sum, { count }) => sum + count, 0)
  const joined = new Set(alerts.map(({ fingerprint }) => fingerprint))
  const after = attach(state, alerts).alerts.filter(({ fingerprint }) => joined.has(fingerprint))
  const worse = worsened(state, alerts)
  const worseNow: IncidentDecision = worse
    ? setSeverity(state, {
        type: 'SetSeverity',
        now,
        by,
        mayAct: true,
        settings,
        severity: worse.to,
        reason: `The alert “${worse.because.slice(0, 200)}” says so.`,
      })
    : nothing
  return {
    events: [
      {
        type: 'AlertsAttached',
        at: now,
        by,
        alerts: [...alerts],
        storm: isStorm(stormAfter(state.storm, now, deliveries)),
        flapping: after.length > 0 && after.every(isFlapping),
      },
      ...worseNow.events,
    ],
  }
}

const resolveThem = (state: Incident, { now, by, resolutions }: commands.ResolveAlert): IncidentDecision => {
  const over = ending(state, resolutions)
  if (over.length === 0) return nothing
  const fingerprints = over.map(({ fingerprint }) => fingerprint)
  const isOver = ({ fingerprint }: { fingerprint: string }): boolean => fingerprints.includes(fingerprint)
  return {
    events: [
      {
        type: 'AlertsResolved',
        at: now,
        by,
        fingerprints,
        titles: state.alerts.filter(isOver).map(({ title }) => title),
        storm: isStorm(stormAfter(state.storm, now, 0)),
        flapping: resolveAlerts(state, fingerprints).alerts.filter(isOver).every(isFlapping),
        resolutions: over.map(({ fingerprint, at, saidAt }) => ({
          fingerprint,
          at,
          ...(saidAt === undefined ? {} : { saidAt }),
        })),
      },
    ],
  }
}

const decide = (state: IncidentState, command: commands.IncidentCommand): IncidentDecision => {
  if (command.type === 'DeclareIncident') return declare(state, command)
  if (state.status === 'none')
    return { events: [], refusal: { code: 'unknown', sentence: 'There is no such incident.' } }
  if (command.type === 'TickIncident') return { events: dueEvents(state, command.now, command.settings) }
  // Whoever owns a follow-up may say that it is done.
  const theirs =
    command.type === 'CompleteFollowUp' &&
    state.followUps.some(
      ({ id, owner }) => id.toLowerCase() === command.id.toLowerCase() && owner === command.by.id,
    )
  if (!command.mayAct && !theirs) return refused(command, 'not-allowed', notAllowed('incident.work'))
  switch (command.type) {
    case 'SetSeverity':
      return setSeverity(state, command)
    case 'MoveStatus':
      return move(state, command)
    case 'CloseIncident':
      return close(state, command)
    case 'AttachAlert':
      return attachAlerts(state, command)
    case 'ResolveAlert':
      return resolveThem(state, command)
    case 'MergeIncident':
      return merge(state, command)
    case 'AbsorbIncident':
      return absorb(state, command)
    default:
      return decideWork(state, command)
  }
}

export const incident: Decider<IncidentState, commands.IncidentCommand, IncidentEvent, 'incident'> = {
  kind: 'incident',
  initialState: { status: 'none' },
  state: IncidentState,
  event: IncidentEvent,
  decide,
  evolve,
  subject: () => ({}),
  queue: (state) => {
    if (state.status === 'none') return undefined
    if (isOpen(state) || state.status === 'resolved') return { name: 'incidents', at: state.declaredAt }
    const waits = state.status === 'closed' && state.followUps.some(({ doneAt }) => doneAt === undefined)
    return { name: waits ? 'incidents-follow-ups' : 'incidents-past', at: state.declaredAt }
  },
}
