// What each event makes of an incident.
import { absorb, attach, countGroups, resolve, stormAfter } from './alerts.ts'
import type { IncidentEvent } from './events.ts'
import type { Incident, IncidentState } from './state.ts'

type Of<Type extends IncidentEvent['type']> = Extract<IncidentEvent, { type: Type }>

const declared = (event: Of<'IncidentDeclared'>): Incident => ({
  id: event.id,
  status: 'investigating',
  title: event.title,
  drill: event.drill,
  ...(event.secret === undefined ? {} : { secret: event.secret }),
  ...(event.severity === undefined ? {} : { severity: event.severity }),
  detectedAt: event.detectedAt,
  declaredAt: event.at,
  declaredBy: event.by,
  reached: { investigating: event.at },
  nudges: { lead: 0, severity: 0 },
  stage: 0,
  updates: { nextAt: event.nextUpdateAt, toPublic: false, flags: 0, missed: 0 },
  steps: event.steps,
  latePhases: [],
  alerts: [],
  beyond: [],
  moreAlerts: 0,
  groups: [],
  moreGroups: 0,
  storm: { since: event.at, count: 0 },
  noted: [],
  followUps: [],
  absorbed: [],
})

const changeStep = (
  incident: Incident,
  id: string,
  change: Partial<Incident['steps'][number]>,
): Incident => ({
  ...incident,
  steps: incident.steps.map((step) => (step.id === id ? { ...step, ...change } : step)),
})

const changeFollowUp = (
  incident: Incident,
  id: string,
  change: Partial<Incident['followUps'][number]>,
): Incident => ({
  ...incident,
  followUps: incident.followUps.map((each) => (each.id === id ? { ...each, ...change } : each)),
})

const promise = (incident: Incident, nextAt: string): Incident['updates'] => ({
  ...incident.updates,
  nextAt,
  flags: nextAt === incident.updates.nextAt ? incident.updates.flags : 0,
})

const evolveKnown = (
  incident: Incident,
  event: Exclude<IncidentEvent, { type: 'IncidentDeclared' }>,
): Incident => {
  const { updates } = incident
  switch (event.type) {
    case 'SeveritySet':
      return { ...incident, severity: event.to, updates: promise(incident, event.nextUpdateAt) }
    case 'StatusMoved':
      return { ...incident, status: event.to, reached: { ...incident.reached, [event.to]: event.at } }
    case 'IncidentClosed':
      return {
        ...incident,
        status: 'closed',
        closing: event.closing,
        reached: { ...incident.reached, closed: event.at },
      }
    case 'IncidentRoleGiven':
      return {
        ...incident,
        [event.role]: event.person,
        ...(event.role === 'lead' ? { answeredAt: incident.answeredAt ?? event.at } : {}),
      }
    case 'IncidentAcknowledged':
      return { ...incident, acknowledgedAt: event.at, answeredAt: incident.answeredAt ?? event.at }
    case 'LeadNudged':
      return { ...incident, nudges: { ...incident.nudges, lead: event.count } }
    case 'SeverityNudged':
      return { ...incident, nudges: { ...incident.nudges, severity: event.count } }
    case 'IncidentEscalated':
      return { ...incident, stage: event.stage }
    case 'UpdatePosted':
      return {
        ...incident,
        updates: {
          ...promise(incident, event.nextUpdateAt),
          toPublic: updates.toPublic || event.public,
          first: updates.first ?? event.at,
          last: { at: event.at, by: event.by, text: event.text },
        },
      }
    case 'UpdateLate':
      return {
        ...incident,
        updates: {
          ...updates,
          flags: event.flags,
          missed: updates.missed + (updates.flags === 0 ? 1 : 0),
        },
      }
    case 'UpdatesSnoozed':
      return { ...incident, updates: promise(incident, event.until) }
    case 'StepAssigned':
      return changeStep(incident, event.step, { assignee: event.person })
    case 'StepDone': {
      const { by, at, evidence } = event
      return changeStep(incident, event.step, {
        done: { by, at, ...(evidence === undefined ? {} : { evidence }) },
      })
    }
    case 'ChecklistLate':
      return { ...incident, latePhases: [...incident.latePhases, event.phase] }
    case 'AlertsAttached': {
      const deliveries = event.alerts.reduce((sum, { count }) => sum + count, 0)
      return {
        ...incident,
        ...attach(incident, event.alerts),
        ...countGroups(incident, event.alerts),
        storm: stormAfter(incident.storm, event.at, deliveries),
      }
    }
    case 'AlertsResolved':
      return { ...incident, ...resolve(incident, event.fingerprints, event.resolutions) }
    case 'IncidentMerged':
      return {
        ...incident,
        status: 'cancelled',
        mergedInto: event.into,
        reached: { ...incident.reached, cancelled: event.at },
      }
    case 'IncidentAbsorbed':
      return { ...incident, ...absorb(incident, event), absorbed: [...incident.absorbed, event.from] }
    case 'FollowUpAdded': {
      const { id, what, owner, dueOn } = event
      return { ...incident, followUps: [...incident.followUps, { id, what, owner, dueOn, nags: 0 }] }
    }
    case 'FollowUpDone':
      return changeFollowUp(incident, event.id, { doneAt: event.at, evidence: event.evidence })
    case 'FollowUpNagged':
      return changeFollowUp(incident, event.id, { nags: event.nags })
    case 'NoteAdded':
      return event.message ? { ...incident, noted: [...incident.noted, event.message].slice(-200) } : incident
    case 'IncidentRefused':
      return incident
    default:
      return event satisfies never
  }
}

export const evolve = (state: IncidentState, event: IncidentEvent): IncidentState => {
  if (event.type === 'IncidentDeclared') return declared(event)
  return state.status === 'none' ? state : evolveKnown(state, event)
}
