// Leaves a new task token for the relay, unless something has happened meanwhile.
import { completeTask } from '#gateways/step-functions.ts'
import { incidentStream, readIncidentAt } from '#store/incident/incidents.ts'
import { putTaskToken } from '#store/workflow-items.ts'
import { invocation } from '#telemetry/invocation.ts'

interface Input {
  id: string
  phase: 'waiting' | 'quiet'
  /** The last event that is in the thread. */
  seq: number
  taskToken: string
}

export const handler = invocation(async ({ id, phase, seq, taskToken }: Input): Promise<void> => {
  if (phase === 'quiet') return
  await putTaskToken(incidentStream(id), 'incident', taskToken)
  const latest = await readIncidentAt(id)
  if (!latest || latest.seq !== seq) await completeTask(taskToken, {})
})
