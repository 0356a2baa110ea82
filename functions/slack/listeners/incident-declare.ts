// A message's shortcut: what somebody wrote becomes an incident, and the message the first note on its timeline.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { callbackIds, MessageRef } from '#blocks/action-ids.ts'
import { declareForm, TITLE_MAX } from '#blocks/incident/forms.ts'
import { cut } from '#blocks/shared/escape.ts'
import { incidentSettings } from '#config/load.ts'
import { noteText } from '#domain/incident/note-text.ts'
import { severityName, severityOf } from '#domain/incident/severity.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { openView } from '#gateways/slack.ts'
import { readMessage } from '#gateways/slack-history.ts'
import { openIncident, runIncident } from '#store/incident/incidents.ts'
import { type Asking, askingAs } from '../incidents.ts'
import { log, troubleSentence, within } from '../trouble.ts'

const Shortcut = z.object({
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), text: z.string().default('') }),
})
const Submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        title: z.record(z.string(), z.object({ value: z.string().nullish() })),
        severity: z.record(
          z.string(),
          z.object({ selected_option: z.object({ value: z.string() }).nullish() }),
        ),
      }),
    }),
  }),
})

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
    log('a message could not be noted', error)
  }
}

const titleOf = (filled: string | null | undefined): string =>
  cut(maskText(filled?.trim() ?? ''), TITLE_MAX).shown || 'Declared from a message'

/** A sentence when it was refused. Of one message there is one open incident, however many people declare it. */
const declare = async (body: unknown, requestId: string): Promise<string | undefined> => {
  const { user, view } = Submission.parse(body)
  const message = MessageRef.parse(JSON.parse(view.private_metadata))
  const asking = await askingAs(user.id)
  if (!asking) return 'Your account could not be checked just now. Try again.'
  if (!asking.mayAct) return 'Only people with a role can declare an incident.'
  const [title] = Object.values(view.state.values.title)
  const [severity] = Object.values(view.state.values.severity)
  const { incident, isNew, refusal } = await openIncident(
    {
      ...asking,
      title: titleOf(title?.value),
      severity: severityOf(severity?.selected_option?.value ?? ''),
    },
    requestId,
    `message/${message.channel}/${message.ts}`,
  )
  if (!incident) return refusal ?? 'It could not be declared.'
  if (!isNew)
    return `${incident.id} was already declared from this message (${severityName(incident.severity)}); nothing was changed. Its card is in the incidents channel.`
  await noteOf(incident.id, message, asking, requestId)
  return undefined
}

const trouble = 'This could not be recorded, so nothing was declared; try again.'
const late = 'This takes longer than it should. Look whether its card is in the incidents channel.'

export const incidentDeclareListeners = (app: App): void => {
  app.shortcut(callbackIds.incidentDeclare, async ({ ack, body }) => {
    await ack()
    const { trigger_id: triggerId, channel, message } = Shortcut.parse(body)
    const ref = { channel: channel.id, ts: message.ts }
    await openView(
      triggerId,
      declareForm(ref, message.text.replaceAll(/\s+/g, ' ').trim(), incidentSettings()),
    )
  })
  app.view(callbackIds.incidentDeclare, async ({ ack, body, context }) => {
    const words = await within(
      2_500,
      declare(body, String(context['requestId'] ?? body.view.id)).catch((error: unknown) => {
        log('an incident could not be declared from a message', error)
        return troubleSentence(error, trouble)
      }),
      late,
    )
    await (words ? ack({ response_action: 'errors', errors: { title: words } }) : ack())
  })
}
