// The calls that were allowed and are running: each must end in exactly one reported outcome, and have run as approved.
import type { Outcome } from './gate-client.ts'
import type { AfterToolEvent, ToolEvent } from './host.ts'
import { clip, digestOf } from './json.ts'
import type { Outbox } from './outbox.ts'
import { outcomeOf } from './outcome.ts'
import type { Trace } from './trace.ts'

export interface OpenCall {
  /** The gate's id; undefined for what ran on a lease while the gate was away. */
  actionId: string | undefined
  tool: string
  params: Record<string, unknown>
  digest: string
  run: string | undefined
  session: string | undefined
}

const maxCalls = 10_000
const maxSummary = 500

/** A result may hold what JSON cannot say; the outcome must go out all the same. */
const evidenceOf = (result: unknown): string => {
  try {
    return `result ${digestOf(result)}`
  } catch {
    return 'the result is not JSON'
  }
}

export const createCalls = (outbox: Pick<Outbox, 'put'>, trace: Trace, alarm: (message: string) => void) => {
  const open = new Map<string, OpenCall>()
  const blocked = new Set<string>()
  const bounded = (calls: { size: number; keys(): Iterator<string>; delete(key: string): boolean }): void => {
    const oldest = calls.keys().next().value
    if (calls.size > maxCalls && oldest !== undefined) calls.delete(oldest)
  }
  const keyOf = (run: string | undefined, toolCallId: string | undefined, tool: string): string =>
    JSON.stringify([run ?? '', toolCallId ?? '', tool])

  const report = (
    call: OpenCall,
    status: Outcome['status'],
    summary: string,
    more: { durationMs?: number; evidence?: string } = {},
  ): void => {
    if (call.actionId === undefined) return
    outbox.put({
      kind: 'outcome',
      id: call.actionId,
      body: { status, summary: clip(summary, maxSummary), ...more },
    })
  }

  const completed = (call: OpenCall, event: AfterToolEvent): void => {
    const { status, summary } = outcomeOf(event)
    const duration = event.durationMs === undefined ? {} : { durationMs: event.durationMs }
    report(call, status, summary, { ...duration, evidence: evidenceOf(event.result) })
    trace({
      kind: 'tool',
      session: call.session,
      run: call.run,
      summary: `${call.tool}: ${status}`,
      content: call.params,
      data: { action: call.actionId ?? null, tool: call.tool, status, ...duration },
    })
  }

  const mismatch = (call: OpenCall, event: AfterToolEvent, ran: string): void => {
    const summary = `${call.tool} ran with other parameters than were approved`
    alarm(`${summary} (action ${call.actionId ?? 'on a lease'}, approved ${call.digest}, ran ${ran})`)
    trace({
      kind: 'error',
      grave: true,
      session: call.session,
      run: call.run,
      summary,
      content: event.params,
      data: { mismatch: true, action: call.actionId ?? null, tool: call.tool, approved: call.digest, ran },
    })
    report(call, 'unknown', summary, { evidence: `approved ${call.digest}, ran ${ran}` })
  }

  /** A call that nothing allowed has run: the gate was gone round. */
  const stranger = (event: AfterToolEvent, run: string | undefined, session: string | undefined): void => {
    const summary = `${event.toolName} ran without having been asked for`
    alarm(summary)
    const data = { unasked: true, tool: event.toolName }
    trace({ kind: 'error', grave: true, session, run, summary, content: event.params, data })
  }

  return {
    begin: (toolCallId: string | undefined, call: OpenCall): void => {
      open.set(keyOf(call.run, toolCallId, call.tool), call)
      bounded(open)
    },
    /** What was allowed for this call, if anything was. */
    granted: ({ toolCallId, toolName }: ToolEvent, run: string | undefined): OpenCall | undefined =>
      open.get(keyOf(run, toolCallId, toolName)),
    /** The host tells the end of a blocked call too. */
    refuse: (toolCallId: string | undefined, call: Pick<OpenCall, 'run' | 'tool'>): void => {
      blocked.add(keyOf(call.run, toolCallId, call.tool))
      bounded(blocked)
    },
    report,
    /** Compares what ran with what was approved, reports how it went, and forgets the call. */
    finish: (event: AfterToolEvent, run: string | undefined, session: string | undefined): void => {
      const key = keyOf(run, event.toolCallId, event.toolName)
      const call = open.get(key)
      if (!call) {
        // An error without a question is a call that the host itself turned away.
        if (!blocked.delete(key) && event.error === undefined) stranger(event, run, session)
        return
      }
      open.delete(key)
      const ran = digestOf(event.params)
      if (ran === call.digest) completed(call, event)
      else mismatch(call, event, ran)
    },
    /** The call is over, but its end was told nowhere. */
    lose: (toolCallId: string | undefined, call: OpenCall): void => {
      if (open.delete(keyOf(call.run, toolCallId, call.tool)))
        report(call, 'unknown', 'the gateway did not tell how the tool went')
    },
    /** The run is over: what has not said how it ended is unknown, and a person has to look. */
    abandon: (run: string): void => {
      for (const [key, call] of open) {
        if (call.run !== run) continue
        open.delete(key)
        report(call, 'unknown', 'the run ended before the tool said how it went')
      }
    },
  }
}

export type Calls = ReturnType<typeof createCalls>
