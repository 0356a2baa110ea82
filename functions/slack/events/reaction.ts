// A pin or a memo on a message puts it on the timeline of the incident that it is about.
import type { App } from '@slack/bolt'
import { channels } from '#config/load.ts'
import { noteText } from '#domain/incident/note-text.ts'
import type { Incident } from '#domain/incident/state.ts'
import { SlackRefused } from '#gateways/slack-errors.ts'
import { readMessage, type Written } from '#gateways/slack-history.ts'
import { incidentStream, runIncident } from '#store/incident/incidents.ts'
import { listIncidents } from '#store/incident/list.ts'
import { readCard } from '#store/workflow-items.ts'
import { log } from '#telemetry/log.ts'
import { askingAs } from '../incidents.ts'

const reactions = new Set(['pushpin', 'round_pushpin', 'memo', 'pencil', 'spiral_note_pad'])

interface Found {
  incident: Incident
  message: Written
}

const inThread = async (incident: Incident, channel: string, ts: string): Promise<Found | undefined> => {
  const card = await readCard(incidentStream(incident.id), 'incident')
  if (!card?.ts || card.channel !== channel) return undefined
  try {
    const message = await readMessage(channel, ts, card.ts)
    return message && { incident, message }
  } catch (error) {
    if (error instanceof SlackRefused) return undefined
    throw error
  }
}

/** The incident in whose thread the message is; beside the threads, the only one that is open. */
const find = async (channel: string, ts: string): Promise<Found | undefined> => {
  const open = await listIncidents('incidents', 10)
  const found = await Promise.all(open.map((incident) => inThread(incident, channel, ts)))
  const threaded = found.find((each) => each !== undefined)
  if (threaded || open.length !== 1) return threaded
  const message = await readMessage(channel, ts)
  return message && { incident: open[0]!, message }
}

const add = async (user: string, channel: string, ts: string, requestId: string): Promise<void> => {
  const [found, asking] = await Promise.all([find(channel, ts), askingAs(user)])
  if (!found || !asking) return
  const { by } = found.message
  const text = noteText(found.message.text)
  await runIncident(
    found.incident.id,
    { type: 'AddNote', ...asking, text, author: by, message: `${channel}/${ts}` },
    requestId,
  )
}

export const reactionEvents = (app: App): void => {
  app.event('reaction_added', async ({ event, context }) => {
    if (!reactions.has(event.reaction) || event.item.channel !== channels().incidents.id) return
    try {
      await add(event.user, event.item.channel, event.item.ts, String(context['requestId'] ?? event.event_ts))
    } catch (error) {
      log.fault('slack.reaction-unnoted', error)
      // Slack sends an event again that was not answered well.
      throw error
    }
  })
}
