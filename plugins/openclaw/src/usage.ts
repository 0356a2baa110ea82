// Tokens and cost of each model call, read from the message that the call left in the transcript.
import { digestOf, identifier, isRecord } from './json.ts'

export interface UsageContext {
  session: string
  run: string
}

const count = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0
const word = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : 'unknown')

/**
 * An assistant message as OpenClaw stores it → the body of `POST /v1/usage`, or undefined when it cost nothing.
 * The id is derived from the message, so a transcript that is written twice is counted once.
 */
export const usageOf = (message: unknown, context: UsageContext): Record<string, unknown> | undefined => {
  if (!isRecord(message) || message['role'] !== 'assistant' || !isRecord(message['usage'])) return undefined
  const { usage, timestamp } = message
  const tokens = {
    inputTokens: Math.round(count(usage['input']) + count(usage['cacheWrite'])),
    outputTokens: Math.round(count(usage['output'])),
    cacheReadTokens: Math.round(count(usage['cacheRead'])),
  }
  const costUsd = isRecord(usage['cost']) ? count(usage['cost']['total']) : 0
  if (Object.values(tokens).every((tokenCount) => tokenCount === 0) && costUsd === 0) return undefined
  const call = {
    session: identifier(context.session),
    provider: word(message['provider']),
    model: word(message['model']),
    ...tokens,
    costUsd,
    at: new Date(typeof timestamp === 'number' ? timestamp : Date.now()).toISOString(),
  }
  return { id: `usage_${digestOf(call).slice('sha256:'.length, 39)}`, run: identifier(context.run), ...call }
}
