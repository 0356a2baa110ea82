// History of tasks, in the two vocabularies of AWS: one for lambda:invoke, one for a function's own ARN.

import type { Branch } from './rows.ts'
import type { TaskState } from './state-schemas.ts'
import type { TaskRequest } from './states.ts'
import { executionOf, record, stateOf, type Work } from './work.ts'

type Happening = 'Scheduled' | 'Started' | 'Submitted' | 'Succeeded' | 'Failed' | 'TimedOut'

interface Details {
  request?: TaskRequest
  timeoutMs?: number | undefined
  heartbeatMs?: number | undefined
  /** JSON text. */
  output?: string
  error?: string
  cause?: string
}

export function recordTask(work: Work, branch: Branch, happening: Happening, details: Details): void {
  const { Resource: resource } = stateOf(work, branch) as TaskState
  const { request, timeoutMs, heartbeatMs, ...outcome } = details
  const execution = executionOf(work, branch.execution)
  const limits = {
    ...(timeoutMs !== undefined && { timeoutInSeconds: timeoutMs / 1000 }),
    ...(heartbeatMs !== undefined && { heartbeatInSeconds: heartbeatMs / 1000 }),
  }
  if (resource.startsWith('arn:aws:lambda:')) {
    const scheduled = request && { resource, input: request.payload }
    record(work, execution, `LambdaFunction${happening}`, { ...scheduled, ...limits, ...outcome })
    return
  }
  const integration = { resourceType: 'lambda', resource: resource.split('lambda:')[1] }
  const scheduled = request && { region: 'us-east-1', parameters: parametersOf(request) }
  record(work, execution, `Task${happening}`, { ...integration, ...scheduled, ...limits, ...outcome })
}

function parametersOf({ functionName, payload }: TaskRequest): string {
  return JSON.stringify({ FunctionName: functionName, Payload: JSON.parse(payload) })
}
