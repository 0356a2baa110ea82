// The incident's card and the story in its thread, as the incident stands.
import { incidentCard } from '#blocks/incident/card.ts'
import { incidentThreadMessage } from '#blocks/incident/thread.ts'
import { channelOf, directory, incidentSettings } from '#config/load.ts'
import { incident as decider } from '#domain/incident/incident.ts'
import type { Incident } from '#domain/incident/state.ts'
import { holdersOf, type Role } from '#domain/shared/people.ts'
import { type RecordedEvent, readEvent } from '#domain/shared/recorded-event.ts'
import { incidentEvents, incidentStream, readIncident } from '#store/incident/incidents.ts'
import * as posting from '#workflows/posting.ts'

const WORKFLOW = 'incident'

const placeOf = ({ id, declaredAt }: Incident): posting.Place => ({
  stream: incidentStream(id),
  workflow: WORKFLOW,
  lane: 'incidents',
  ...channelOf('incidents'),
  since: declaredAt,
  people: () => holders(['on-call', 'platform']),
})

const holders = (roles: readonly Role[]): string[] => holdersOf(directory(), roles)

/** Whom an event has to reach; nobody for what is only news. */
const called = (record: RecordedEvent, incident: Incident): string[] => {
  const event = readEvent(decider, record)
  switch (event?.type) {
    case 'LeadNudged':
    case 'SeverityNudged':
      return incident.lead ? [incident.lead] : holders(['on-call', 'platform'])
    case 'IncidentEscalated':
      return holders(incidentSettings().escalation[event.stage - 1] ?? [])
    case 'UpdateLate':
      return incident.comms ? [incident.comms] : holders(['support'])
    case 'ChecklistLate':
      return incident.lead ? [incident.lead] : []
    case 'FollowUpNagged':
      return [event.owner]
    case 'IncidentRoleGiven':
    case 'StepAssigned':
      return event.person === event.by.id ? [] : [event.person]
    default:
      return []
  }
}

const cardOf = (incident: Incident, now: string): posting.Message =>
  incidentCard(incident, incidentSettings(), now)

/** Posts the card, or brings the posted one up to date. Throws as `posting.showCard` does. */
export const showCard = (incident: Incident, now: string): Promise<void> =>
  posting.showLatest(placeOf(incident), cardOf(incident, now), async () => {
    const latest = await readIncident(incident.id)
    return latest && cardOf(latest, now)
  })

const noteOf = (event: RecordedEvent, incident: Incident): posting.Note[] => {
  const note = incidentThreadMessage(event, { incident, mention: called(event, incident) })
  const key = `${incident.id}#${event.seq}`
  return note ? [{ ...note, metadata: { eventType: 'claw_incident_event', key }, seq: event.seq }] : []
}

/** One message in the thread for everything that happened since the last one that was posted. */
export const postThread = async (incident: Incident): Promise<void> => {
  const story = await incidentEvents(incident.id)
  await posting.postThread(
    placeOf(incident),
    story.flatMap((event) => noteOf(event, incident)),
  )
}
