// Approve and Deny: one decision, recorded or not; the card shows it, or the clicker is told why not.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { approvalCard } from '#blocks/action/approval-card.ts'
import { denyModal, REASON_MAX } from '#blocks/action/deny-modal.ts'
import { ActionRef, actionIds, CardRef, callbackIds, reasonField } from '#blocks/action-ids.ts'
import { directory } from '#config/load.ts'
import { action } from '#domain/action/action.ts'
import { type ActionState, type KnownAction, statusAt } from '#domain/action/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { openView } from '#gateways/slack.ts'
import { readAction } from '#store/action/actions.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { readPosture } from '#store/posture.ts'
import { type Click, onClick } from '../click.ts'
import { redraw } from '../redraw.ts'
import { log, troubleSentence, within } from '../trouble.ts'

const notRecorded =
  'This could not be recorded, so nothing was decided; try again. A second click never counts twice.'
const gone = 'There is no such request any more.'
const cardIsOld = 'Your decision is recorded, but the card could not be redrawn yet; it will be soon.'

interface Word extends ActionRef {
  by: string
  requestId: string
  /** A reason makes it a denial. */
  reason?: string
}
interface Decided {
  state: ActionState
  refusal?: string
}

const hasSpoken = (state: KnownAction, { by, reason }: Word): boolean =>
  (state.approval?.votes ?? []).some(
    (vote) => vote.by === by && vote.verdict === (reason === undefined ? 'approve' : 'deny'),
  )

/** Records one person's word. When the answer to the write was lost, what is on record counts. */
const decide = async (word: Word): Promise<Decided> => {
  const { id, digest, by, reason, requestId } = word
  const [person, posture] = await Promise.all([lookUpPerson(by), readPosture()])
  const vote = { by, person, directory: directory(), digest, now: new Date().toISOString(), posture }
  try {
    const { state, refusal } = await runCommand(
      action,
      id,
      reason === undefined ? { type: 'GrantApproval', ...vote } : { type: 'DenyApproval', ...vote, reason },
      { requestId },
    )
    return { state, ...(refusal ? { refusal: refusal.sentence } : {}) }
  } catch (error) {
    const state = await readAction(id)
    if (!state || !hasSpoken(state, word)) throw error
    return { state }
  }
}

const grant = async ({ user, value, requestId, message }: Click): Promise<string | undefined> => {
  const { state, refusal } = await decide({ ...ActionRef.parse(value), by: user, requestId })
  if (state.status === 'none') return gone
  const drawn = await redraw(message, state, approvalCard)
  return refusal ?? (drawn ? undefined : cardIsOld)
}

/** Opens the form, unless there is nothing left to deny: then the click itself is refused, on record. */
const askWhy = async ({ user, value, requestId, triggerId, message }: Click): Promise<string | undefined> => {
  const { id, digest } = ActionRef.parse(value)
  const state = await readAction(id)
  if (!state) return gone
  if (statusAt(state, new Date().toISOString()) === 'pending' && state.request.digest === digest) {
    await openView(triggerId, denyModal(state, message ?? {}))
    return undefined
  }
  const decided = await decide({
    id,
    digest,
    by: user,
    requestId,
    reason: 'Deny was clicked on an old card.',
  })
  if (decided.state.status !== 'none') await redraw(message, decided.state, approvalCard)
  return decided.refusal
}

const Submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))),
    }),
  }),
})

type Answered = { error: string } | { state: KnownAction; card: CardRef }

const submit = async (body: unknown, requestId: string): Promise<Answered> => {
  const { user, view } = Submission.parse(body)
  const card = CardRef.parse(JSON.parse(view.private_metadata))
  const reason = view.state.values[reasonField.block]?.[reasonField.element]?.value?.trim() ?? ''
  if (reason === '') return { error: 'Say why, in a few words: the agent and the record get this sentence.' }
  if (reason.length > REASON_MAX)
    return { error: `Keep it to ${REASON_MAX.toLocaleString('en-US')} characters.` }
  const { state, refusal } = await decide({ ...card, by: user.id, requestId, reason: maskText(reason) })
  if (refusal) return { error: refusal }
  return state.status === 'none' ? { error: gone } : { state, card }
}

const late: Answered = {
  error:
    'This takes longer than it should. Close this form and look at the card: it shows whether it was recorded.',
}

export const approvalListeners = (app: App): void => {
  onClick(app, actionIds.approvalGrant, notRecorded, grant)
  onClick(
    app,
    actionIds.approvalDeny,
    'The form could not be opened, so nothing was decided; try again.',
    askWhy,
  )
  app.view(callbackIds.approvalDeny, async ({ ack, body, context }) => {
    const began = performance.now()
    const answered = await within(
      2_500,
      submit(body, String(context['requestId'] ?? body.view.id)).catch((error: unknown): Answered => {
        log('a denial failed', error)
        return { error: troubleSentence(error, notRecorded) }
      }),
      late,
    )
    if ('error' in answered)
      return ack({ response_action: 'errors', errors: { [reasonField.block]: answered.error } })
    await ack()
    const { channel, ts } = answered.card
    // The form closes when this listener ends, so the card gets what is left of Slack's three seconds.
    const left = Math.max(0, 2_800 - (performance.now() - began))
    await within(
      left,
      redraw(channel && ts ? { channel, ts } : undefined, answered.state, approvalCard),
      false,
    )
  })
}
