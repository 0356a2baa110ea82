// Approve and Deny: one decision, recorded or not; the card shows it, or the clicker is told why not.
import type { App } from '@slack/bolt'
import { approvalCard } from '#blocks/action/approval-card.ts'
import { denyModal } from '#blocks/action/deny-modal.ts'
import { ActionRef, actionIds } from '#blocks/action-ids.ts'
import { statusAt } from '#domain/action/state.ts'
import { openView } from '#gateways/slack.ts'
import { readAction } from '#store/action/actions.ts'
import { castVote, gone, notRecorded } from '../cast-vote.ts'
import { type Click, onAction } from '../on-action.ts'
import { redraw } from '../redraw.ts'

const cardIsOld = 'Your decision is recorded, but the card could not be redrawn yet; it will be soon.'

const grant = async ({ user, value, requestId, message }: Click): Promise<string | undefined> => {
  const { state, refusal } = await castVote({ ...ActionRef.parse(value), by: user, requestId })
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
  const { state: decided, refusal } = await castVote({
    id,
    digest,
    by: user,
    requestId,
    reason: 'Deny was clicked on an old card.',
  })
  if (decided.status !== 'none') await redraw(message, decided, approvalCard)
  return refusal
}

export const approvalActions = (app: App): void => {
  onAction(app, actionIds.approvalGrant, notRecorded, grant)
  onAction(
    app,
    actionIds.approvalDeny,
    'The form could not be opened, so nothing was decided; try again.',
    askWhy,
  )
}
