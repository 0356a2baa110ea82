// Tells the team's own webhook what was published for everybody; a receiver that is away holds up nobody else.
import { isPublic } from '#domain/communication/state.ts'
import { sendWebhook } from '#gateways/outbound-webhook.ts'
import { readCommunication } from '#store/communication/communication.ts'
import { invocation } from '#telemetry/invocation.ts'

/** @throws the webhook's and the table's errors; the workflow retries what may be retried, under the same id */
export const handler = invocation(async ({ id }: { id: string }): Promise<void> => {
  const message = await readCommunication(id)
  if (message?.status !== 'published' || !isPublic(message.draft)) return
  const { incident, kind, severity, title, text, components, corrects } = message.draft
  await sendWebhook(id, {
    id,
    incident,
    kind,
    severity,
    title,
    text,
    components,
    corrects: corrects ?? null,
    publishedAt: message.publishedAt,
  })
})
