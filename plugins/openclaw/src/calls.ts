// The calls that were allowed and are running: each must end in exactly one reported outcome, in time, and have run as approved.
import type { Outcome } from './answers.ts'
import type { AfterToolEvent, ToolEvent } from './host.ts'
import { clip, digestOf } from './json.ts'
import type { Ledger, OpenCall } from './ledger.ts'
import type { Outbox } from './outbox.ts'
import { outcomeOf } from './outcome.ts'
import type { Trace } from './trace.ts'

export interface CallPorts {
  outbox: Pick<Outbox, 'put'>
  trace: Trace
  ledger: Ledger
  alarm: (message: string) => void
  /** How long this tool may take. */
  patienceMs: (tool: string) => number
  /** Ends a call that took longer. */
  end: (call: OpenCall) => void
  /** A call of this run is over, however it went. */
  over: (run: string) => void
}

const maxSummary = 500
/** What a timer takes at most; nobody is more patient than 24 days. */
const maxTimerMs = 2_000_000_000

/** A result may hold what JSON cannot say; the outcome must go out all the same. */
const evidenceOf = (result: unknown): string => {
  try {
    return `result ${digestOf(result)}`
  } catch {
    return 'the result is not JSON'
  }
}

export const createCalls = (ports: CallPorts) => {
  const { outbox, trace, ledger, alarm } = ports
  const timers = new Map<OpenCall, NodeJS.Timeout>()

  const report = (
    call: Pick<OpenCall, 'actionId'>,
    status: Outcome['status'],
    summary: string,
    more: { durationMs?: number; evidence?: string } = {},
  ): void => {
    if (call.actionId === undefined) return
    const body = { status, summary: clip(summary, maxSummary), ...more }
    outbox.put({ kind: 'outcome', id: call.actionId, body })
  }

  const about = ({ session, run, toolCallId }: OpenCall) => ({ session, run, toolCallId })

  const close = (call: OpenCall): boolean => {
    clearTimeout(timers.get(call))
    timers.delete(call)
    const open = ledger.end(call)
    if (open && call.run !== undefined) ports.over(call.run)
    return open
  }

  const completed = (call: OpenCall, event: AfterToolEvent): void => {
    const { status, summary } = outcomeOf(event)
    const duration = event.durationMs === undefined ? {} : { durationMs: event.durationMs }
    report(call, status, summary, { ...duration, evidence: evidenceOf(event.result) })
    trace({
      kind: 'tool',
      ...about(call),
      summary: `${call.tool}: ${status}`,
      content: call.params,
      data: { action: call.actionId ?? null, tool: call.tool, status, ...duration },
    })
  }

  const mismatch = (call: OpenCall, event: AfterToolEvent, ran: string): void => {
    const summary = `${call.tool} ran with other parameters than were approved`
    alarm(`${summary} (action ${call.actionId ?? 'without one'}, approved ${call.digest}, ran ${ran})`)
    trace({
      kind: 'error',
      grave: true,
      ...about(call),
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
    const { toolCallId, params } = event
    trace({ kind: 'error', grave: true, session, run, toolCallId, summary, content: params, data })
  }

  /** Nobody can know how far it came: a person has to look. */
  const outlived = (call: OpenCall, patienceMs: number): void => {
    if (!close(call)) return
    ledger.settle(call)
    const summary = `ended after ${Math.round(patienceMs / 1_000)} s, the longest that ${call.tool} may take`
    alarm(`${call.tool} was ${summary}.`)
    report(call, 'unknown', summary)
    const data = { action: call.actionId ?? null, tool: call.tool, status: 'unknown', timedOut: true }
    trace({ kind: 'tool', ...about(call), summary: `${call.tool}: ${summary}`, content: call.params, data })
    ports.end(call)
  }

  return {
    begin: (call: OpenCall): void => {
      const patienceMs = Math.min(maxTimerMs, ports.patienceMs(call.tool))
      const timer = setTimeout(() => outlived(call, patienceMs), patienceMs)
      timer.unref()
      timers.set(call, timer)
      ledger.begin(call)
    },
    /** What was allowed for this call, if anything was. */
    granted: ({ toolCallId, toolName }: ToolEvent, run: string | undefined): OpenCall | undefined =>
      ledger.find({ run, toolCallId, tool: toolName }),
    /** The host tells the end of a blocked call too; the record tells why it did not run. */
    refuse: (call: Omit<OpenCall, 'actionId'>, reason: string): void => {
      ledger.settle(call)
      if (call.run !== undefined) ports.over(call.run)
      trace({
        kind: 'tool',
        ...about({ ...call, actionId: undefined }),
        summary: `${call.tool}: denied`,
        content: call.params,
        data: { tool: call.tool, status: 'denied', reason: clip(reason, maxSummary) },
      })
    },
    report,
    /** Compares what ran with what was approved, reports how it went, and forgets the call. */
    finish: (event: AfterToolEvent, run: string | undefined, session: string | undefined): void => {
      const key = { run, toolCallId: event.toolCallId, tool: event.toolName }
      const call = ledger.find(key)
      if (!call) {
        // An error without a question is a call that the host itself turned away.
        if (!ledger.unsettle(key) && event.error === undefined) stranger(event, run, session)
        return
      }
      close(call)
      const ran = digestOf(event.params)
      if (ran === call.digest) completed(call, event)
      else mismatch(call, event, ran)
    },
    /** The call is over, but its end was told nowhere. */
    lose: (call: OpenCall): void => {
      if (close(call)) report(call, 'unknown', 'the gateway did not tell how the tool went')
    },
    /** The run is over: what has not said how it ended is unknown, and a person has to look. */
    abandon: (run: string): void => {
      for (const call of ledger.ofRun(run)) {
        close(call)
        report(call, 'unknown', 'the run ended before the tool said how it went')
      }
    },
    isBusy: (run: string): boolean => ledger.ofRun(run).length > 0,
  }
}

export type Calls = ReturnType<typeof createCalls>
