// The form behind Deny: a denial needs a reason, because the agent and the record get it.
import type { App } from '@slack/bolt'
import { approvalCard } from '#blocks/action/approval-card.ts'
import { REASON_MAX } from '#blocks/action/deny-modal.ts'
import { CardRef, callbackIds, reasonField } from '#blocks/action-ids.ts'
import { castVote, gone, notRecorded } from '../cast-vote.ts'
import { type Outcome, onSubmit, type Submission } from '../on-submit.ts'
import { redraw } from '../redraw.ts'

const deny = async ({ user, ref, filled, requestId }: Submission): Promise<Outcome> => {
  const { channel, ts, ...request } = CardRef.parse(ref)
  const reason = filled[reasonField.block]
  if (reason === undefined) return 'Say why, in a few words: the agent and the record get this sentence.'
  if (reason.length > REASON_MAX) return `Keep it to ${REASON_MAX.toLocaleString('en-US')} characters.`
  const { state, refusal } = await castVote({ ...request, by: user, requestId, reason })
  if (refusal) return refusal
  if (state.status === 'none') return gone
  return () => redraw(channel && ts ? { channel, ts } : undefined, state, approvalCard)
}

export const approvalViews = (app: App): void =>
  onSubmit(
    app,
    callbackIds.approvalDeny,
    {
      failed: notRecorded,
      late: 'This takes longer than it should. Close this form and look at the card: it shows whether it was recorded.',
    },
    deny,
  )
