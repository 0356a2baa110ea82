// One person's vote on a request, recorded or not: who they are is looked up here, whether it counts is the decider's to say.
import type { ActionRef } from '#blocks/action-ids.ts'
import { directory } from '#config/load.ts'
import { action } from '#domain/action/action.ts'
import type { ActionState, KnownAction } from '#domain/action/state.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { readAction } from '#store/action/actions.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { readPosture } from '#store/posture.ts'

export const notRecorded =
  'This could not be recorded, so nothing was decided; try again. A second click never counts twice.'
export const gone = 'There is no such request any more.'

export interface Vote extends ActionRef {
  by: string
  requestId: string
  verdict: 'approve' | 'deny'
  /** A denial has one, and so has an approval where the risk is critical. */
  reason?: string | undefined
}
interface VoteResult {
  state: ActionState
  refusal?: string
}

const isRecorded = (state: KnownAction, { by, verdict }: Vote): boolean =>
  (state.approval?.votes ?? []).some((vote) => vote.by === by && vote.verdict === verdict)

/** Records one person's vote. When the answer to the write was lost, what is on record counts. */
export const castVote = async (cast: Vote): Promise<VoteResult> => {
  const { id, digest, by, verdict, reason, requestId } = cast
  const [person, posture] = await Promise.all([lookUpPerson(by), readPosture()])
  const vote = { by, person, directory: directory(), digest, now: new Date().toISOString(), posture }
  try {
    const { state, refusal } = await runCommand(
      action,
      id,
      verdict === 'approve'
        ? { type: 'GrantApproval', ...vote, reason }
        : { type: 'DenyApproval', ...vote, reason: reason ?? '' },
      { requestId },
    )
    return { state, ...(refusal ? { refusal: refusal.sentence } : {}) }
  } catch (error) {
    const state = await readAction(id)
    if (!state || !isRecorded(state, cast)) throw error
    return { state }
  }
}
