// Posts the approval card and leaves the task token where the relay finds it; the decision itself never needs this workflow.
import { nextDueAt, phaseOf } from '#domain/action/timers.ts'
import { SlackRateLimited } from '#gateways/slack-errors.ts'
import { completeTask, failTask } from '#gateways/step-functions.ts'
import { readAction } from '#store/action/actions.ts'
import { putTaskToken } from '#store/workflow-items.ts'
import { postpone, showCard } from '#workflows/approval-gate/card.ts'

interface Input {
  id: string
  taskToken: string
}

/** @throws SlackUnavailable and table errors, which the workflow retries */
export const handler = async ({ id, taskToken }: Input): Promise<void> => {
  await putTaskToken(`action/${id}`, 'approval-gate', taskToken)
  // Read after the token is kept: a decision from now on finds it, one from before is seen here.
  const action = await readAction(id)
  if (!action) throw new Error(`${id} does not exist`)
  if (phaseOf(action) !== 'asked') return completeTask(taskToken, {})

  try {
    await showCard(action, new Date().toISOString())
  } catch (error) {
    if (!(error instanceof SlackRateLimited)) throw error
    await postpone(id, error, new Date().toISOString())
    return failTask(taskToken, 'NotNow', 'Slack asked for a pause')
  }
  // After an outage the first reminder may be due already.
  if (new Date().toISOString() >= (nextDueAt(action) ?? '')) await failTask(taskToken, 'NotNow', 'late')
}
