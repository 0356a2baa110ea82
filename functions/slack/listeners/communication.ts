// Writing about an incident: the form previews as people type, a second person publishes, and every refusal is said where it belongs.
import { createHash } from 'node:crypto'
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { actionIds, CommunicationRef, ComposingRef, callbackIds } from '#blocks/action-ids.ts'
import { communicationCard } from '#blocks/communication/card.ts'
import { COMPONENTS, communicationForm } from '#blocks/communication/form.ts'
import { audienceCalled } from '#config/audiences.ts'
import type { CommunicationCommand } from '#domain/communication/communication.ts'
import { sensitiveSentence } from '#domain/communication/communication.ts'
import { MessageKind } from '#domain/communication/state.ts'
import { updateMessage, updateView } from '#gateways/slack.ts'
import { runCommunication } from '#store/communication/communication.ts'
import { readIncident } from '#store/incident/incidents.ts'
import { type Click, onClick } from '../click.ts'
import {
  blanksToFill,
  composing,
  kindDue,
  render,
  severityFor,
  toldAbout,
  type Written,
} from '../composing.ts'
import { type Asking, askingAs } from '../incidents.ts'
import { log, troubleSentence, within } from '../trouble.ts'

const Element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
})
const Form = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Element)) }),
  }),
})
type Form = z.infer<typeof Form>

const writtenIn = ({ view }: Form): Written & { incident: string; components: string[] } => {
  const ref = ComposingRef.parse(JSON.parse(view.private_metadata))
  const { [COMPONENTS]: components, ...blocks } = view.state.values
  const picked = (id: string) =>
    Object.values(blocks).find((block) => id in block)?.[id]?.selected_option?.value
  const blanks = Object.entries(blocks).filter(([, block]) => actionIds.communicationBlank in block)
  return {
    incident: ref.incident,
    audience: audienceCalled(picked(actionIds.communicationAudience) ?? ref.audience).audience,
    kind: MessageKind.parse(picked(actionIds.communicationKind) ?? ref.kind),
    corrects: picked(actionIds.communicationCorrects) ?? ref.corrects,
    values: Object.fromEntries(
      blanks.map(([name, blank]) => [name, blank[actionIds.communicationBlank]?.value ?? '']),
    ),
    components: Object.values(components ?? {}).flatMap(({ selected_options: all }) =>
      (all ?? []).map(({ value }) => value),
    ),
  }
}

/** Shows the form as it should stand after what was typed or chosen. */
const preview = async (body: unknown, changed: string): Promise<void> => {
  const form = Form.parse(body)
  const written = writtenIn(form)
  const incident = await readIncident(written.incident)
  if (!incident) return
  const told = await toldAbout(incident, written.audience)
  const kind = changed === actionIds.communicationAudience ? kindDue(incident, told) : written.kind
  const now = new Date().toISOString()
  await updateView(form.view.id, communicationForm(composing(incident, { ...written, kind }, told, now)))
}

type Errors = Record<string, string>

/** Where a word about the whole form is shown. */
const lastField = ({ view }: Form, words: string): Errors => ({
  [Object.keys(view.state.values).findLast((name) => name !== COMPONENTS) ?? COMPONENTS]: words,
})

/** One form makes one draft, however often Slack delivers it. */
const idOf = (viewId: string): string =>
  `upd-${createHash('sha256').update(viewId).digest('hex').slice(0, 20)}`

const draft = async (form: Form, requestId: string): Promise<Errors | undefined> => {
  const written = writtenIn(form)
  const incident = await readIncident(written.incident)
  if (!incident) return lastField(form, 'There is no such incident.')
  const blanks = blanksToFill(incident, written)
  const atLast = (words: string): Errors => ({ [blanks.at(-1) ?? COMPONENTS]: words })
  const asking = await askingAs(form.user.id)
  if (!asking) return atLast('Your account could not be checked just now. Try again.')

  const sensitive = blanks.flatMap((name) => {
    const words = sensitiveSentence(written.values[name] ?? '')
    return words ? [[name, words] as const] : []
  })
  if (sensitive.length > 0) return Object.fromEntries(sensitive)
  const rendered = render(incident, written, await toldAbout(incident, written.audience))
  if ('missing' in rendered)
    return Object.fromEntries(
      rendered.missing.map((name) => [
        blanks.includes(name) ? name : (blanks.at(-1) ?? COMPONENTS),
        `“${name}” is still empty.`,
      ]),
    )
  if (rendered.title.length > 150)
    return { [blanks[0] ?? COMPONENTS]: 'The title gets too long; say it in fewer words.' }
  if (rendered.text.length > 3_000) return atLast('The message gets too long; say it in fewer words.')
  const id = idOf(form.view.id)
  const { refusal } = await runCommunication(
    id,
    {
      type: 'DraftUpdate',
      now: asking.now,
      by: asking.by,
      mayAct: asking.mayAct,
      draft: {
        id,
        incident: incident.id,
        audience: written.audience,
        kind: written.kind,
        severity: severityFor(incident),
        ...rendered,
        ...(written.kind === 'correction' && written.corrects ? { corrects: written.corrects } : {}),
        components: written.audience.public ? written.components : [],
        drill: incident.drill,
      },
    },
    requestId,
  )
  // The same form again: its message is written already.
  return refusal && refusal.code !== 'taken' ? atLast(refusal.sentence) : undefined
}

const trouble = 'This could not be recorded, so nothing went out; try again.'
const late = 'This takes longer than it should. Close this form and look at the incidents channel.'

const act =
  (command: (asking: Asking) => CommunicationCommand) =>
  async ({ user, value, requestId, message }: Click): Promise<string | undefined> => {
    const { id } = CommunicationRef.parse(value)
    const asking = await askingAs(user)
    if (!asking) return 'Your account could not be checked just now, so nothing went out. Try again.'
    const { state, refusal } = await runCommunication(id, command(asking), requestId)
    // The workflow redraws the card as well; this only spares people the wait.
    if (message && state.status !== 'none' && state.status !== 'draft')
      await updateMessage({ ...message, ...communicationCard(state) }, 'click').catch((error: unknown) =>
        log('the card of a customer message could not be redrawn', error),
      )
    return refusal?.sentence
  }

const asked = ({ now, by, mayAct }: Asking) => ({ now, by, mayAct })

export const communicationListeners = (app: App): void => {
  for (const id of [
    actionIds.communicationAudience,
    actionIds.communicationKind,
    actionIds.communicationBlank,
    actionIds.communicationCorrects,
  ])
    app.action(id, async ({ ack, body }) => {
      await ack()
      await preview(body, id).catch((error: unknown) => log('a preview could not be shown', error))
    })
  onClick(
    app,
    actionIds.communicationPublish,
    trouble,
    act((asking) => ({ type: 'PublishUpdate', ...asked(asking) })),
  )
  onClick(
    app,
    actionIds.communicationDiscard,
    trouble,
    act((asking) => ({ type: 'DiscardUpdate', ...asked(asking), reason: 'on its card' })),
  )
  app.view(callbackIds.communicationDraft, async ({ ack, body, context }) => {
    const form = Form.parse(body)
    const errors = await within(
      2_500,
      draft(form, String(context['requestId'] ?? form.view.id)).catch((error: unknown) => {
        log('a customer message could not be drafted', error)
        return lastField(form, troubleSentence(error, trouble))
      }),
      lastField(form, late),
    )
    await (errors ? ack({ response_action: 'errors', errors }) : ack())
  })
}
