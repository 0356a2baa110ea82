// Brings Slack up to date with one message: its card for our people, and once it is published, one post for customers.
import { communicationCard, customerPost } from '#blocks/communication-card.ts'
import { channels, directory, incidentSettings } from '#config/load.ts'
import type { Published } from '#store/communication.ts'
import { communicationStream, readCommunication } from '#store/communication.ts'
import { incidentEvents, readIncident, runIncident } from '#store/incidents.ts'
import { showCard } from '#workflows/posting.ts'

/** The incident's promise of the next word begins anew; once, because the entry carries the message's id. */
const tellIncident = async ({ draft, publishedBy, publishedAt }: Published): Promise<void> => {
  const [incident, events] = await Promise.all([readIncident(draft.incident), incidentEvents(draft.incident)])
  if (!incident || events.some(({ requestId }) => requestId === draft.id)) return
  const asking = { now: publishedAt, by: publishedBy, mayAct: true, settings: incidentSettings() }
  const text = `${draft.title}\n${draft.text}`.slice(0, 1_000)
  await runIncident(
    draft.incident,
    { type: 'PostUpdate', ...asking, text, audience: draft.drill ? 'nobody: a drill' : 'customers' },
    draft.id,
  )
}

/** @throws Slack's and the table's errors, which the workflow retries; nothing is posted twice */
export const handler = async ({ id }: { id: string }): Promise<void> => {
  const message = await readCommunication(id)
  if (!message) throw new Error(`${id} does not exist`)
  const { draft } = message
  const place = { stream: communicationStream(id), since: draft.draftedAt }
  if (message.status === 'published' && !draft.drill)
    await showCard({ ...place, workflow: 'post', channel: channels().updates.id }, customerPost(draft))
  if (message.status === 'published') await tellIncident(message)
  const mention = Object.entries(directory().people)
    .filter(([person, { roles }]) => roles.length > 0 && person !== draft.draftedBy.id)
    .map(([person]) => person)
  await showCard(
    { ...place, workflow: 'communication', channel: channels().incidents.id },
    communicationCard(message, mention),
  )
}
