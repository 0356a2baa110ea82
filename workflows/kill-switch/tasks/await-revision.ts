// Leaves a task token for whoever turns the switch next, unless it was turned meanwhile.
import { completeTask } from '#gateways/step-functions.ts'
import { readSwitch } from '#store/kill-switch/kill-switch.ts'
import { putTaskToken } from '#store/workflow-items.ts'
import { invocation } from '#telemetry/invocation.ts'
import { type Followed, markOf, standingOf, tokenOf } from '#workflows/kill-switch/followed.ts'

interface Input extends Followed {
  mark: string
  taskToken: string
}

export const handler = invocation(async ({ mark, taskToken, ...followed }: Input): Promise<void> => {
  const look = async () => standingOf(followed, await readSwitch(), new Date().toISOString())
  const { stream, workflow } = tokenOf(followed.scope, await look())
  await putTaskToken(stream, workflow, taskToken)
  if (markOf(await look()) !== mark) await completeTask(taskToken, {})
})
