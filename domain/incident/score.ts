// How an incident went, in numbers: what a drill is scored by.
import type { Incident } from './state.ts'

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
