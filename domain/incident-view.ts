// What others need to know of an incident: whoever tells customers, draws a status page or scores a drill.
import type { Incident } from './incident-state.ts'
import type { Severity } from './severity.ts'

export interface IncidentView {
  id: string
  title: string
  drill: boolean
  status: Incident['status']
  severity: Severity | undefined
  detectedAt: string
  declaredAt: string
  mitigatedAt: string | undefined
  resolvedAt: string | undefined
  /** Who speaks to customers. */
  comms: string | undefined
  /** When the next word is promised. */
  nextUpdateAt: string
}

export const incidentView = (incident: Incident): IncidentView => ({
  ...{ id: incident.id, title: incident.title, drill: incident.drill, status: incident.status },
  severity: incident.severity,
  ...{ detectedAt: incident.detectedAt, declaredAt: incident.declaredAt },
  mitigatedAt: incident.reached.mitigated,
  resolvedAt: incident.reached.resolved,
  comms: incident.comms,
  nextUpdateAt: incident.updates.nextAt,
})

/** How a drill (or an incident) went, in seconds; undefined for what never happened. */
export interface Score {
  detect: number
  acknowledge: number | undefined
  mitigate: number | undefined
  firstUpdate: number | undefined
  missedPromises: number
  /** Closed with everything that closing asks for, no promise missed and no phase of the checklist late. */
  cleanClose: boolean
}

export const scoreOf = (incident: Incident): Score => {
  const since = (then: string | undefined): number | undefined =>
    then === undefined ? undefined : (Date.parse(then) - Date.parse(incident.declaredAt)) / 1000
  return {
    detect: (Date.parse(incident.declaredAt) - Date.parse(incident.detectedAt)) / 1000,
    acknowledge: since(incident.answeredAt),
    mitigate: since(incident.reached.mitigated),
    firstUpdate: since(incident.updates.first),
    missedPromises: incident.updates.missed,
    cleanClose:
      incident.status === 'closed' && incident.updates.missed === 0 && incident.latePhases.length === 0,
  }
}
