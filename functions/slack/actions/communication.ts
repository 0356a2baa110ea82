// The buttons of a message about an incident, and its form's fields, which show at every change what readers would read.
import type { App } from '@slack/bolt'
import { actionIds, CommunicationRef } from '#blocks/action-ids.ts'
import { communicationCard } from '#blocks/communication/card.ts'
import { communicationForm } from '#blocks/communication/form.ts'
import type { CommunicationCommand } from '#domain/communication/communication.ts'
import { updateMessage, updateView } from '#gateways/slack.ts'
import { runCommunication } from '#store/communication/communication.ts'
import { readIncident } from '#store/incident/incidents.ts'
import { log } from '#telemetry/log.ts'
import { draftForm, kindDue, publishedAbout, writtenIn } from '../draft-form.ts'
import { type Asking, askingAs } from '../incidents.ts'
import { type Click, onAction } from '../on-action.ts'
import { FormPayload, toForm } from '../on-submit.ts'

/** Shows the form as it should stand after what was typed or chosen. */
const preview = async (body: unknown, changed: string): Promise<void> => {
  const form = toForm(FormPayload.parse(body))
  const written = writtenIn(form)
  const incident = await readIncident(written.incident)
  if (!incident) return
  const published = await publishedAbout(incident, written.audience)
  const kind = changed === actionIds.communicationAudience ? kindDue(incident, published) : written.kind
  const now = new Date().toISOString()
  await updateView(form.viewId, communicationForm(draftForm(incident, { ...written, kind }, published, now)))
}

const act =
  (
    deed: 'message.publish' | 'message.discard',
    command: (asking: Pick<Asking, 'now' | 'by' | 'mayAct'>) => CommunicationCommand,
  ) =>
  async ({ user, value, requestId, message }: Click): Promise<string | undefined> => {
    const { id } = CommunicationRef.parse(value)
    const asking = await askingAs(user, deed)
    if (!asking) return 'Your account could not be checked just now, so nothing went out. Try again.'
    const { now, by, mayAct } = asking
    const { state, refusal } = await runCommunication(id, command({ now, by, mayAct }), requestId)
    // The workflow redraws the card as well; this only spares people the wait.
    if (message && state.status !== 'none' && state.status !== 'draft')
      await updateMessage({ ...message, ...communicationCard(state) }, 'click').catch((error: unknown) =>
        log.fault('slack.card-stale', error),
      )
    return refusal?.sentence
  }

const failed = 'This could not be recorded, so nothing went out; try again.'

export const communicationActions = (app: App): void => {
  for (const id of [
    actionIds.communicationAudience,
    actionIds.communicationKind,
    actionIds.communicationBlank,
    actionIds.communicationCorrects,
  ])
    app.action(id, async ({ ack, body }) => {
      await ack()
      await preview(body, id).catch((error: unknown) => log.fault('slack.preview-failed', error))
    })
  onAction(
    app,
    actionIds.communicationPublish,
    failed,
    act('message.publish', (asking) => ({ type: 'PublishUpdate', ...asking })),
  )
  onAction(
    app,
    actionIds.communicationDiscard,
    failed,
    act('message.discard', (asking) => ({ type: 'DiscardUpdate', ...asking, reason: 'on its card' })),
  )
}
