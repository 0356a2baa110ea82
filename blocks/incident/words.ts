// How the product speaks of incidents: the same words on the card, in the thread, in lists and in the report.

import { type Severity, severityName } from '#domain/incident/severity.ts'
import type { Incident, IncidentStatus } from '#domain/incident/state.ts'
import { isBurning } from '#domain/incident/state.ts'
import { brief } from '../shared/escape.ts'

const signs: Record<Severity, string> = { 1: '🔴', 2: '🟠', 3: '🟡', 4: '🔵' }

const statusSigns: Partial<Record<IncidentStatus, string>> = {
  mitigated: '🟢',
  resolved: '✅',
  closed: '📕',
  cancelled: '⚪',
}

export const incidentSign = ({ status, severity }: Pick<Incident, 'status' | 'severity'>): string =>
  statusSigns[status] ?? (severity === undefined ? '⚠️' : signs[severity])

const drillWord = ({ drill }: Pick<Incident, 'drill'>): string => (drill ? 'DRILL · ' : '')

/** `🟠 SEV2 · INC-4 · Mails go out twice`. */
export const incidentTitle = (incident: Incident, room = 80): string => {
  const { id, severity, title } = incident
  const before = `${incidentSign(incident)} ${drillWord(incident)}${severityName(severity)} · ${id} · `
  // Cut once, to what a header takes: cut again, it would no longer say how much is left out.
  return `${before}${brief(title, room - before.length)}`
}

/** What it means for agents while it burns. */
export const effectOnAgents = (incident: Incident): string | undefined => {
  if (!isBurning(incident)) return undefined
  if (incident.severity === 1)
    return 'Agents may only read, and change windows are closed, until this is mitigated.'
  return incident.severity === 2 ? 'Agents need a person for every write until this is mitigated.' : undefined
}
