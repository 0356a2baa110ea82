// Asks people how an action ended, and leaves the task token for the moment when one of them knows.
import { completeTask } from '#gateways/step-functions.ts'
import { readAction } from '#store/action/actions.ts'
import { putTaskToken } from '#store/workflow-items.ts'
import { remindRecovery, showRecoveryCard, WORKFLOW } from '#workflows/recovery/card.ts'

interface Input {
  id: string
  taskToken: string
}

/** @throws Slack's and the table's errors, which the workflow retries */
export const handler = async ({ id, taskToken }: Input): Promise<void> => {
  await putTaskToken(`action/${id}`, WORKFLOW, taskToken)
  const action = await readAction(id)
  if (!action) throw new Error(`${id} does not exist`)
  if (action.status !== 'unknown' || action.recovery) return completeTask(taskToken, {})
  const now = new Date().toISOString()
  await showRecoveryCard(action, now)
  await remindRecovery(action, now)
}
