// Leaves a new task token for the relay, unless what it would wait for has happened meanwhile.
import { type Phase, phaseOf } from '#domain/action/timers.ts'
import { completeTask } from '#gateways/step-functions.ts'
import { readAction } from '#store/action/actions.ts'
import { putTaskToken } from '#store/workflow-items.ts'
import { invocation } from '#telemetry/invocation.ts'

interface Input {
  id: string
  /** What the workflow believes; `posting` means that only Slack is waited for. */
  phase: Phase | 'posting'
  taskToken: string
}

export const handler = invocation(async ({ id, phase, taskToken }: Input): Promise<void> => {
  if (phase === 'posting') return
  await putTaskToken(`action/${id}`, 'approval-gate', taskToken)
  const action = await readAction(id)
  if (!action || phaseOf(action) !== phase) await completeTask(taskToken, {})
})
