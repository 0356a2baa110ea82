// Which event of an incident has which effect: the first starts its workflow, what people must see wakes it.
import type { IncidentEvent } from '#domain/incident/events.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { arn, none, type Rule, type Rules, wake } from './effects.ts'

const begin: Rule = ({ id }) => startExecution(arn('INCIDENT_ARN'), id, { id })
const wakeIncident: Rule = ({ record }) => wake(record.stream, 'incident')

export const incidentRules: Rules<IncidentEvent> = {
  IncidentDeclared: begin,
  SeveritySet: wakeIncident,
  StatusMoved: wakeIncident,
  IncidentRoleGiven: wakeIncident,
  IncidentAcknowledged: wakeIncident,
  UpdatePosted: wakeIncident,
  UpdatesSnoozed: wakeIncident,
  StepAssigned: wakeIncident,
  StepDone: wakeIncident,
  // The first of a storm wakes it; from then on it looks by itself every few seconds and leaves nothing to wake it by.
  AlertsAttached: wakeIncident,
  AlertsResolved: wakeIncident,
  FollowUpAdded: wakeIncident,
  FollowUpDone: wakeIncident,
  IncidentMerged: wakeIncident,
  IncidentAbsorbed: wakeIncident,
  IncidentClosed: wakeIncident,
  NoteAdded: none,
  IncidentRefused: none,
  // What the workflow itself records, it tells in the same breath.
  LeadNudged: none,
  SeverityNudged: none,
  IncidentEscalated: none,
  UpdateLate: none,
  ChecklistLate: none,
  FollowUpNagged: none,
}
