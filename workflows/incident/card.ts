// The incident's card and the story in its thread, as the incident stands.
import { incidentCard } from '#blocks/incident/card.ts'
import { incidentThreadMessage } from '#blocks/incident/thread.ts'
import { channels, directory, incidentSettings } from '#config/load.ts'
import type { Incident } from '#domain/incident/state.ts'
import { holdersOf, type Role } from '#domain/shared/people.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import type { SlackRateLimited } from '#gateways/slack-errors.ts'
import { incidentEvents, incidentStream } from '#store/incident/incidents.ts'
import { putCard, readCard } from '#store/workflow-items.ts'
import * as posting from '#workflows/posting.ts'

export const WORKFLOW = 'incident'

const placeOf = ({ id, declaredAt }: Incident): posting.Place => ({
  stream: incidentStream(id),
  workflow: WORKFLOW,
  channel: channels().incidents.id,
  since: declaredAt,
})

const holders = (roles: readonly Role[]): string[] => holdersOf(directory(), roles)

/** Whom an event has to reach; nobody for what is only told. */
const called = (event: RecordedEvent, incident: Incident): string[] => {
  switch (event.action) {
    case 'LeadNudged':
    case 'SeverityNudged':
      return incident.lead ? [incident.lead] : holders(['on-call', 'platform'])
    case 'IncidentEscalated':
      return holders(incidentSettings().escalation[Number(event.data['stage']) - 1] ?? [])
    case 'UpdateLate':
      return incident.comms ? [incident.comms] : holders(['support'])
    case 'ChecklistLate':
      return incident.lead ? [incident.lead] : []
    case 'FollowUpNagged':
      return [String(event.data['owner'])]
    case 'IncidentRoleGiven':
    case 'StepAssigned':
      return event.data['person'] === event.actor.id ? [] : [String(event.data['person'])]
    default:
      return []
  }
}

/** Posts the card, or brings the posted one up to date. Throws as `posting.showCard` does. */
export const showCard = (incident: Incident, now: string): Promise<void> =>
  posting.showCard(placeOf(incident), incidentCard(incident, incidentSettings(), now))

const noteOf = (event: RecordedEvent, incident: Incident): posting.Note[] => {
  const note = incidentThreadMessage(event, { incident, mention: called(event, incident) })
  const key = `${incident.id}#${event.seq}`
  return note ? [{ ...note, metadata: { eventType: 'claw_incident_event', key }, seq: event.seq }] : []
}

/** One message in the thread for everything that happened since the last one that was told. */
export const postThread = async (incident: Incident): Promise<void> => {
  const story = await incidentEvents(incident.id)
  await posting.postThread(
    placeOf(incident),
    story.flatMap((event) => noteOf(event, incident)),
  )
}

/** Notes the pause that Slack asked for, and says how many seconds it is. */
export const postpone = async (id: string, error: SlackRateLimited, now: string): Promise<number> => {
  const card = (await readCard(incidentStream(id), WORKFLOW)) ?? { channel: channels().incidents.id, told: 0 }
  const seconds = Math.max(1, error.retryAfterSeconds)
  await putCard(incidentStream(id), WORKFLOW, { ...card, notBefore: plusSeconds(now, seconds) })
  return seconds
}
