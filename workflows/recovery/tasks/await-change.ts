// Leaves the task token for the moment when somebody knows how the action ended, unless somebody has said so meanwhile.
import { completeTask } from '#gateways/step-functions.ts'
import { readAction } from '#store/action/actions.ts'
import { putTaskToken } from '#store/workflow-items.ts'
import { invocation } from '#telemetry/invocation.ts'
import { isSettled } from '#workflows/recovery/settled.ts'

interface Input {
  id: string
  /** What the workflow believes; `posting` means that only Slack is waited for. */
  phase: 'asked' | 'posting'
  taskToken: string
}

export const handler = invocation(async ({ id, phase, taskToken }: Input): Promise<void> => {
  if (phase === 'posting') return
  await putTaskToken(`action/${id}`, 'recovery', taskToken)
  const action = await readAction(id)
  if (!action || isSettled(action)) await completeTask(taskToken, {})
})
