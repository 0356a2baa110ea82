// Brings a published message to its readers, once, and shows on its card that it is out.
import { audiencePost } from '#blocks/communication/card.ts'
import { audienceCalled } from '#config/audiences.ts'
import { incidentSettings } from '#config/load.ts'
import type { Published } from '#store/communication/communication.ts'
import { communicationStream, readCommunication } from '#store/communication/communication.ts'
import { incidentEvents, readIncident, runIncident } from '#store/incident/incidents.ts'
import { invocation } from '#telemetry/invocation.ts'
import { showCard } from '#workflows/communication/card.ts'
import * as posting from '#workflows/posting.ts'

/** The incident's promise of the next word begins anew; once, because the entry carries the message's id. */
const noteOnIncident = async ({ draft, publishedBy, publishedAt }: Published): Promise<void> => {
  const [incident, events] = await Promise.all([readIncident(draft.incident), incidentEvents(draft.incident)])
  if (!incident || events.some(({ requestId }) => requestId === draft.id)) return
  const asking = { now: publishedAt, by: publishedBy, mayAct: true, settings: incidentSettings() }
  const { name, public: isForAll } = draft.audience
  await runIncident(
    draft.incident,
    {
      type: 'PostUpdate',
      ...asking,
      text: `${draft.title}\n${draft.text}`.slice(0, 1_000),
      audience: draft.drill ? `nobody in this drill (meant for ${name})` : name,
      public: isForAll,
    },
    draft.id,
  )
}

/** @throws Slack's, the table's and the configuration's errors, which the workflow retries; nothing is posted twice */
export const handler = invocation(async ({ id }: { id: string }): Promise<posting.Said> => {
  const message = await readCommunication(id)
  if (message?.status !== 'published') throw new Error(`${id} is not published`)
  const { draft } = message
  return posting.said(async () => {
    if (!draft.drill) {
      const { channel } = audienceCalled(draft.audience.id)
      const place = {
        stream: communicationStream(id),
        workflow: 'post',
        lane: 'incidents' as const,
        channel,
        since: draft.draftedAt,
      }
      await posting.showCard(place, audiencePost(draft))
    }
    await noteOnIncident(message)
    await showCard(message)
  })
})
