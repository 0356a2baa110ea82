// The form behind “Declare an incident”: what somebody wrote becomes an incident, and the message the first note on its timeline.
import type { App } from '@slack/bolt'
import { callbackIds, MessageRef } from '#blocks/action-ids.ts'
import { TITLE_MAX } from '#blocks/incident/forms.ts'
import { cut } from '#blocks/shared/escape.ts'
import { noteText } from '#domain/incident/note-text.ts'
import { severityName, severityOf } from '#domain/incident/severity.ts'
import { notAllowed } from '#domain/shared/permissions.ts'
import { readMessage } from '#gateways/slack-history.ts'
import { openIncident, runIncident } from '#store/incident/incidents.ts'
import { log } from '#telemetry/log.ts'
import { type Asking, askingAs } from '../incidents.ts'
import { type Outcome, onSubmit, type Submission } from '../on-submit.ts'

/** The note is a courtesy: without it the incident is declared all the same. */
const noteOf = async (
  id: string,
  { channel, ts }: MessageRef,
  asking: Asking,
  requestId: string,
): Promise<void> => {
  try {
    const message = await readMessage(channel, ts)
    if (!message) return
    const { by } = message
    const text = noteText(message.text)
    await runIncident(
      id,
      { type: 'AddNote', ...asking, text, author: by, message: `${channel}/${ts}` },
      requestId,
    )
  } catch (error) {
    log.fault('slack.message-unnoted', error)
  }
}

const titleOf = (filled = ''): string => cut(filled, TITLE_MAX).shown || 'Declared from a message'

/** Of one message there is one open incident, however many people declare it. */
const declare = async ({ user, ref, filled, requestId }: Submission): Promise<Outcome> => {
  const message = MessageRef.parse(ref)
  const asking = await askingAs(user, 'incident.declare')
  if (!asking) return 'Your account could not be checked just now. Try again.'
  if (!asking.mayAct) return notAllowed('incident.declare')
  const { incident, isNew, refusal } = await openIncident(
    { ...asking, title: titleOf(filled['title']), severity: severityOf(filled['severity'] ?? '') },
    requestId,
    `message/${message.channel}/${message.ts}`,
  )
  if (!incident) return refusal ?? 'It could not be declared.'
  if (!isNew)
    return `${incident.id} was already declared from this message (${severityName(incident.severity)}); nothing was changed. Its card is in the incidents channel.`
  await noteOf(incident.id, message, asking, requestId)
  return undefined
}

export const incidentDeclareViews = (app: App): void =>
  onSubmit(
    app,
    callbackIds.incidentDeclare,
    {
      failed: 'This could not be recorded, so nothing was declared; try again.',
      late: 'This takes longer than it should. Look whether its card is in the incidents channel.',
    },
    declare,
  )
