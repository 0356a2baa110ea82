// Approve and Deny: one decision, recorded or not; the card shows it, or the clicker is told why not.
import type { App } from '@slack/bolt'
import { approvalCard } from '#blocks/action/approval-card.ts'
import { denyModal, grantModal } from '#blocks/action/vote-modal.ts'
import { ActionRef, actionIds } from '#blocks/action-ids.ts'
import { type KnownAction, statusAt } from '#domain/action/state.ts'
import { asksWhy } from '#domain/action/vote.ts'
import { openView } from '#gateways/slack.ts'
import { readAction } from '#store/action/actions.ts'
import { placeOfCard } from '../card-links.ts'
import { castVote, gone, notRecorded } from '../cast-vote.ts'
import { drawHome } from '../draw-home.ts'
import { type Click, onAction } from '../on-action.ts'
import { redraw } from '../redraw.ts'

const cardIsOld = 'Your decision is recorded, but the card could not be redrawn yet; it will be soon.'

/** What somebody is told who decided away from the card, where they cannot see it change. */
const recorded = (state: KnownAction): string =>
  state.status === 'pending'
    ? 'Your approval is recorded; it waits for somebody else.'
    : 'Approved. The agent may start it now, once.'

/** Where the risk is critical, the form that asks why; otherwise the click is the decision. */
const grant = async (click: Click): Promise<string | undefined> => {
  const { user, value, requestId, triggerId, message } = click
  const ref = ActionRef.parse(value)
  const known = await readAction(ref.id)
  if (!known) return gone
  const open = statusAt(known, new Date().toISOString()) === 'pending'
  if (open && known.approval && asksWhy(known.approval) && known.request.digest === ref.digest) {
    await openView(triggerId, grantModal(known, message ?? {}))
    return undefined
  }
  const { state, refusal } = await castVote({ ...ref, by: user, requestId, verdict: 'approve' })
  if (state.status === 'none') return gone
  const drawn = await redraw(message ?? (await placeOfCard(ref.id)), state, approvalCard)
  if (click.home) await drawHome(user)
  if (refusal !== undefined) return refusal
  if (!drawn) return cardIsOld
  return message ? undefined : recorded(state)
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
  const { state: decided, refusal } = await castVote({
    id,
    digest,
    by: user,
    requestId,
    verdict: 'deny',
    reason: 'Deny was clicked on an old card.',
  })
  if (decided.status !== 'none') await redraw(message, decided, approvalCard)
  return refusal
}

/** A link opens by itself; Slack tells us of the click all the same. */
const followed = async (): Promise<undefined> => undefined

export const approvalActions = (app: App): void => {
  onAction(app, actionIds.approvalCard, 'The card could not be opened; try again.', followed)
  onAction(app, actionIds.approvalGrant, notRecorded, grant)
  onAction(
    app,
    actionIds.approvalDeny,
    'The form could not be opened, so nothing was decided; try again.',
    askWhy,
  )
}
