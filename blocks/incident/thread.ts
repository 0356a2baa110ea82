// What the thread under an incident's card says: one message for everything that somebody there waits for, and nothing in a storm.
import type { KnownBlock } from '@slack/types'
import type { IncidentEvent } from '#domain/incident/events.ts'
import type { Incident } from '#domain/incident/state.ts'
import { LAST_STAGE } from '#domain/incident/timers.ts'
import { pauseAllButton } from '../kill-switch/words.ts'
import { momentInUtc, people, richText, section, text } from '../shared/elements.ts'
import { escaped } from '../shared/escape.ts'
import type { Recorded } from '../shared/recorded.ts'
import { incidentEventOf, incidentHappened } from './story.ts'

const signs: Partial<Record<IncidentEvent['type'], { sign: string; headline: string }>> = {
  SeveritySet: { sign: '🎚️', headline: 'Severity changed' },
  StatusMoved: { sign: '➡️', headline: 'Status changed' },
  IncidentRoleGiven: { sign: '🧑‍🚒', headline: 'Somebody is on it' },
  IncidentAcknowledged: { sign: '👀', headline: 'Seen' },
  LeadNudged: { sign: '📣', headline: 'Nobody leads yet' },
  SeverityNudged: { sign: '📣', headline: 'No severity yet' },
  IncidentEscalated: { sign: '🚨', headline: 'Escalated' },
  UpdatePosted: { sign: '📝', headline: 'Update' },
  UpdateLate: { sign: '⏰', headline: 'The update is late' },
  UpdatesSnoozed: { sign: '💤', headline: 'Update put off' },
  StepDone: { sign: '☑️', headline: 'Step done' },
  StepAssigned: { sign: '👉', headline: 'Step given' },
  ChecklistLate: { sign: '⌛', headline: 'Checklist late' },
  AlertsAttached: { sign: '🔔', headline: 'Alert' },
  AlertsResolved: { sign: '🔕', headline: 'Alert resolved' },
  FollowUpAdded: { sign: '📌', headline: 'Follow-up' },
  FollowUpDone: { sign: '✅', headline: 'Follow-up done' },
  FollowUpNagged: { sign: '⏰', headline: 'Follow-up due' },
  IncidentMerged: { sign: '🔀', headline: 'Merged' },
  IncidentAbsorbed: { sign: '🔀', headline: 'Merged' },
  IncidentClosed: { sign: '📕', headline: 'Closed' },
}

/**
 * The thread's message for one recorded event, or undefined when it says nothing: refusals are between the product and
 * whoever tried, and alerts that storm or flap are only counted on the card. `mention` are Slack user ids to be reached.
 */
export const incidentThreadMessage = (
  recorded: Recorded,
  { incident, mention }: { incident: Incident; mention: readonly string[] },
): { text: string; blocks: KnownBlock[] } | undefined => {
  const event = incidentEventOf(recorded)
  const mark = event && signs[event.type]
  if (!mark) return undefined
  if ('flapping' in event && (event.storm || event.flapping)) return undefined
  const drill = incident.drill ? 'DRILL · ' : ''
  return {
    text: escaped(`${mark.sign} ${drill}${incident.id} · ${mark.headline} (${momentInUtc(event.at)})`),
    blocks: [
      richText(
        section(text(`${mark.sign} ${drill}`), ...incidentHappened(event)),
        ...(mention.length > 0 ? [section(...people(mention, 20))] : []),
      ),
      // In a drill the button would stop real agents.
      ...(event.type === 'IncidentEscalated' && event.stage === LAST_STAGE && !incident.drill
        ? [{ type: 'actions' as const, elements: [pauseAllButton()] }]
        : []),
    ],
  }
}
