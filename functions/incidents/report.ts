// Puts the one-page note of an incident together from the record and from what was said in its thread.
import { incidentReport, type Said } from '#blocks/incident/report.ts'
import { directory, incidentSettings } from '#config/load.ts'
import type { Incident } from '#domain/incident/state.ts'
import { instantOf, readThread } from '#gateways/slack-history.ts'
import { timelineOf } from '#store/audit/timeline.ts'
import { incidentStream } from '#store/incident/incidents.ts'
import { readCard } from '#store/workflow-items.ts'
import { errorFields, log } from '#telemetry/log.ts'

/** What people wrote under the card, or undefined when Slack cannot be asked. */
const saidAbout = async ({ id }: Incident): Promise<Said[] | undefined> => {
  try {
    const card = await readCard(incidentStream(id), 'incident')
    if (!card?.ts) return []
    const messages = await readThread(card.channel, card.ts)
    return messages.map(({ ts, by, text }) => ({ at: instantOf(ts), by, text }))
  } catch (error) {
    log.warn('report.thread-unread', { incident: id, ...errorFields(error) })
    return undefined
  }
}

/** The note as Markdown, with everything that has happened from the first notice to the end, or until now. */
export const reportOf = async (incident: Incident): Promise<string> => {
  const { detectedAt, reached } = incident
  const to = reached.closed ?? reached.cancelled ?? new Date().toISOString()
  const [record, said] = await Promise.all([
    timelineOf(incident, { from: detectedAt, to }),
    saidAbout(incident),
  ])
  const { people } = directory()
  return incidentReport(incident, {
    timeline: { ...record, said: said ?? [], unheard: said === undefined },
    settings: incidentSettings(),
    nameOf: (id) => people[id]?.name ?? id,
  })
}
