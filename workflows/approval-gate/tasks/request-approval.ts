// Posts the approval card, then leaves the task token where the relay finds it; the decision itself never needs this workflow.
import { nextDueAt, phaseOf } from '#domain/action/timers.ts'
import { completeTask, failTask } from '#gateways/step-functions.ts'
import { readAction } from '#store/action/actions.ts'
import { putTaskToken } from '#store/workflow-items.ts'
import { invocation } from '#telemetry/invocation.ts'
import { notifyDeciders, showCard, WORKFLOW } from '#workflows/approval-gate/card.ts'
import { secondsToWait } from '#workflows/posting.ts'

interface Input {
  id: string
  taskToken: string
}

/** @throws SlackUnavailable and table errors, which the workflow retries */
export const handler = invocation(async ({ id, taskToken }: Input): Promise<void> => {
  const action = await readAction(id)
  if (!action) throw new Error(`${id} does not exist`)
  if (phaseOf(action) !== 'asked') return completeTask(taskToken, {})
  const wait = await secondsToWait(async () => {
    await showCard(action, new Date().toISOString())
    await notifyDeciders(action)
  })
  if (wait !== undefined) return failTask(taskToken, 'NotNow', `not before ${wait} s`)

  // Whoever finds the token moves the workflow on, so nothing is posted from here.
  await putTaskToken(`action/${id}`, WORKFLOW, taskToken)
  // A decision from now on finds the token; one from before is seen here.
  const latest = await readAction(id)
  if (!latest || phaseOf(latest) !== 'asked') return completeTask(taskToken, {})
  // After an outage the first reminder may be due already.
  if (new Date().toISOString() >= (nextDueAt(latest) ?? '')) await failTask(taskToken, 'NotNow', 'late')
})
