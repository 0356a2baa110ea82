// What the status page is made of: the published messages, the open incidents, and the record of the last 90 days.
import { incident } from '#domain/incident/incident.ts'
import { isBurning } from '#domain/incident/state.ts'
import { readEvent } from '#domain/shared/recorded-event.ts'
import { type Attained, attained } from '#domain/status/commitments.ts'
import type { StatusSettings } from '#domain/status/status-settings.ts'
import { incidentEvents } from '../incident/incidents.ts'
import { listIncidents } from '../incident/list.ts'

const DAYS = 90
/** More incidents than these in 90 days are counted by their latest. */
const MOST = 200
const AT_ONCE = 20

const recentIncidents = async (since: string): Promise<string[]> => {
  const queues = ['incidents', 'incidents-follow-ups', 'incidents-past'] as const
  const all = (await Promise.all(queues.map((queue) => listIncidents(queue, MOST)))).flat()
  return all
    .filter(({ declaredAt, drill }) => declaredAt >= since && !drill)
    .sort((a, b) => (a.declaredAt < b.declaredAt ? 1 : -1))
    .slice(0, MOST)
    .map(({ id }) => id)
}

/** The promises of the last 90 days, counted anew from the incidents' own records. */
export const attainedLately = async (
  commitments: StatusSettings['commitments'],
  now: string,
): Promise<Attained> => {
  const ids = await recentIncidents(new Date(Date.parse(now) - DAYS * 86_400_000).toISOString())
  const stories = []
  for (let next = 0; next < ids.length; next += AT_ONCE)
    stories.push(...(await Promise.all(ids.slice(next, next + AT_ONCE).map(incidentEvents))))
  const events = stories.map((story) => story.flatMap((record) => readEvent(incident, record) ?? []))
  return attained(events, commitments, now)
}

/** The incidents that are worked on, and those of them that burn badly (eventually consistent). */
export const openIncidents = async (): Promise<{ open: Set<string>; grave: Set<string> }> => {
  const incidents = await listIncidents('incidents', MOST)
  const grave = incidents.filter((each) => isBurning(each) && (each.severity ?? 4) <= 2)
  return { open: new Set(incidents.map(({ id }) => id)), grave: new Set(grave.map(({ id }) => id)) }
}
