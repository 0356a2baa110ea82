// Idempotency keys: one per evaluation in this process, because callers repeat call ids and one grant must not cover two executions.
import { createHash, randomUUID } from 'node:crypto'
import { identifier } from './json.ts'

/** The call's own id leads the key, so that a person finds it in the transcript; at most 89 visible ASCII characters. */
export const createCallKeys = (process: string = randomUUID()) => {
  let count = 0
  return (run: string, toolCallId: string | undefined, tool: string): string => {
    const identity = JSON.stringify([process, run, toolCallId, tool, count++])
    const hash = createHash('sha256').update(identity).digest('hex').slice(0, 24)
    return `${identifier(toolCallId ?? 'call').slice(0, 64)}.${hash}`
  }
}
