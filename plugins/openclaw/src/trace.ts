// The trace of what an agent did, as events for the gate: content as digests, unless the settings say otherwise.
import { randomUUID } from 'node:crypto'
import type { Config } from './config.ts'
import { clip, digestOf, identifier } from './json.ts'
import type { Outbox } from './outbox.ts'

export interface TraceEvent {
  kind: 'message' | 'prompt' | 'model' | 'tool' | 'output' | 'error'
  session: string | undefined
  run: string | undefined
  toolCallId?: string | undefined
  /** Where it came from, who sent it, and which message it was, as the channel names them. */
  channel?: string | undefined
  sender?: string | undefined
  messageId?: string | undefined
  /** One line that holds no content. */
  summary: string
  /** What was said or done: leaves as its digest, or as text when the settings allow. */
  content?: unknown
  data?: Record<string, unknown>
  /** Sent even when the trace is off, because somebody must look at it. */
  grave?: boolean
}

const maxContentCharacters = 8_000
const maxSummaryCharacters = 500

const textOf = (content: unknown): string => (typeof content === 'string' ? content : JSON.stringify(content))

const named = (key: string, value: string | undefined): Record<string, string> =>
  value === undefined || value === '' ? {} : { [key]: identifier(value) }

export const createTrace = (mode: Config['trace'], outbox: Pick<Outbox, 'put'>) => {
  return (event: TraceEvent): void => {
    if (mode === 'off' && !event.grave) return
    const { kind, session, run, summary, content } = event
    const data = {
      ...event.data,
      ...(mode === 'content' && content !== undefined
        ? { content: clip(textOf(content), maxContentCharacters) }
        : {}),
    }
    outbox.put({
      kind: 'event',
      body: {
        id: randomUUID(),
        at: new Date().toISOString(),
        session: identifier(session ?? 'none'),
        run: identifier(run ?? 'none'),
        kind,
        ...named('toolCallId', event.toolCallId),
        ...named('channel', event.channel),
        ...named('sender', event.sender),
        ...named('messageId', event.messageId),
        summary: clip(summary, maxSummaryCharacters),
        ...(content === undefined ? {} : { digest: digestOf(content) }),
        ...(Object.keys(data).length === 0 ? {} : { data }),
      },
    })
  }
}

export type Trace = ReturnType<typeof createTrace>
