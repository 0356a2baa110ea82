// Idempotency keys: one per evaluation, because models repeat call ids and one grant must not cover two executions.
import { createHash } from 'node:crypto'
import { identifier } from './json.ts'

const maxRemembered = 10_000

/** The call's own id leads the key, so that a person finds it in the transcript; at most 89 visible ASCII characters. */
export const createCallKeys = () => {
  const seen = new Map<string, number>()
  return (run: string, toolCallId: string | undefined, tool: string): string => {
    const identity = JSON.stringify([run, toolCallId, tool])
    const occurrence = seen.get(identity) ?? 0
    seen.set(identity, occurrence + 1)
    const oldest = seen.keys().next().value
    if (seen.size > maxRemembered && oldest !== undefined) seen.delete(oldest)
    const hash = createHash('sha256').update(`${identity}${occurrence}`).digest('hex').slice(0, 24)
    return `${identifier(toolCallId ?? 'call').slice(0, 64)}.${hash}`
  }
}
