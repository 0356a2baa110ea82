// The forms behind Deny and, where the risk is critical, behind Approve: the agent and the record get the reason.
import type { App } from '@slack/bolt'
import { approvalCard } from '#blocks/action/approval-card.ts'
import { REASON_MAX } from '#blocks/action/vote-modal.ts'
import { CardRef, callbackIds, reasonField } from '#blocks/action-ids.ts'
import { placeOfCard } from '../card-links.ts'
import { castVote, gone, notRecorded } from '../cast-vote.ts'
import { type Outcome, onSubmit, type Submission } from '../on-submit.ts'
import { redraw } from '../redraw.ts'

const tooLong = `Keep it to ${REASON_MAX.toLocaleString('en-US')} characters.`

/** Records the vote with its reason; the card follows once the form has closed. */
const vote =
  (verdict: 'approve' | 'deny', noReason: string) =>
  async ({ user, ref, filled, requestId }: Submission): Promise<Outcome> => {
    const { channel, ts, ...request } = CardRef.parse(ref)
    const reason = filled[reasonField.block]
    if (reason === undefined) return noReason
    if (reason.length > REASON_MAX) return tooLong
    const { state, refusal } = await castVote({ ...request, by: user, requestId, verdict, reason })
    if (refusal) return refusal
    if (state.status === 'none') return gone
    return async () =>
      redraw(channel && ts ? { channel, ts } : await placeOfCard(request.id), state, approvalCard)
  }

const sentences = {
  failed: notRecorded,
  late: 'This takes longer than it should. Close this form and look at the card: it shows whether it was recorded.',
}

export const approvalViews = (app: App): void => {
  onSubmit(
    app,
    callbackIds.approvalDeny,
    sentences,
    vote('deny', 'Say why, in a few words: the agent and the record get this sentence.'),
  )
  onSubmit(
    app,
    callbackIds.approvalGrant,
    sentences,
    vote('approve', 'Say why it may run, in a few words: it goes on record with your name.'),
  )
}
