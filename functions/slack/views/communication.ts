// The form in which people write about an incident: it becomes a draft, and every refusal is said where it belongs.
import { createHash } from 'node:crypto'
import type { App } from '@slack/bolt'
import { callbackIds } from '#blocks/action-ids.ts'
import { sensitiveIn, sensitiveSentence } from '#domain/communication/customer-check.ts'
import { runCommunication } from '#store/communication/communication.ts'
import { readIncident } from '#store/incident/incidents.ts'
import { blanksToFill, publishedAbout, render, severityFor, writtenIn } from '../draft-form.ts'
import { askingAs } from '../incidents.ts'
import { type Outcome, onSubmit, type Submission } from '../on-submit.ts'

/** One form makes one draft, however often Slack delivers it. */
const idOf = (viewId: string): string =>
  `upd-${createHash('sha256').update(viewId).digest('hex').slice(0, 20)}`

const draft = async (form: Submission): Promise<Outcome> => {
  const written = writtenIn(form)
  const incident = await readIncident(written.incident)
  if (!incident) return 'There is no such incident.'
  const asking = await askingAs(form.user, 'message.publish')
  if (!asking) return 'Your account could not be checked just now. Try again.'

  const blanks = blanksToFill(incident, written)
  const sensitive = blanks.flatMap((name) => {
    const words = sensitiveSentence(written.values[name] ?? '')
    return words ? [[name, words] as const] : []
  })
  if (sensitive.length > 0) return Object.fromEntries(sensitive)
  const rendered = render(incident, written, await publishedAbout(incident, written.audience))
  if ('missing' in rendered) {
    const { missing } = rendered
    const atFields = missing.filter((name) => blanks.includes(name))
    return atFields.length > 0
      ? Object.fromEntries(atFields.map((name) => [name, `“${name}” is still empty.`]))
      : `“${missing.join('”, “')}” is still empty.`
  }
  if (rendered.title.length > 150) {
    const words = 'The title gets too long; say it in fewer words.'
    return blanks[0] ? { [blanks[0]]: words } : words
  }
  if (rendered.text.length > 3_000) return 'The message gets too long; say it in fewer words.'
  const id = idOf(form.viewId)
  const { refusal } = await runCommunication(
    id,
    {
      type: 'DraftUpdate',
      now: asking.now,
      by: asking.by,
      mayAct: asking.mayAct,
      sensitive: sensitiveIn(rendered),
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
    form.requestId,
  )
  // The same form again: its message is written already.
  return refusal && refusal.code !== 'taken' ? refusal.sentence : undefined
}

export const communicationViews = (app: App): void =>
  onSubmit(
    app,
    callbackIds.communicationDraft,
    {
      failed: 'This could not be recorded, so nothing went out; try again.',
      late: 'This takes longer than it should. Close this form and look at the incidents channel.',
    },
    draft,
  )
