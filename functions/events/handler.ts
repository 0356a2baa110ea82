// `POST /v1/events`: the trace of an agent's work. A call that was not the approved one is told to people at once.

import { watch } from '#domain/limits/watch.ts'
import { maskJson, maskText } from '#domain/sensitive/mask.ts'
import { EventsBody, type TraceEventBody } from '#functions/contracts/events.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { dispatch } from '#functions/http/dispatch.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { noteSeen } from '#store/agent/agents.ts'
import { addTrace } from '#store/audit/trace.ts'
import { runCommand } from '#store/kernel/run-command.ts'

const withoutSecrets = ({ summary, data, ...event }: TraceEventBody) => ({
  ...event,
  summary: maskText(summary),
  ...(data === undefined ? {} : { data: JSON.stringify(maskJson(data)) }),
})

/** The plugin compares every call with what was approved; these are what it finds when somebody went round the gate. */
const isMismatch = ({ kind, data }: TraceEventBody): boolean =>
  kind === 'error' && (data?.['mismatch'] === true || data?.['unasked'] === true)

const EVIDENCE_MAX = 500

const keepTrace = async (event: HttpEvent) => {
  const { caller, tokenHash } = await authenticate(event.headers, 'agent')
  const { agent } = caller
  const { events } = readBody(event, EventsBody)
  const now = new Date().toISOString()
  const { requestId } = event.requestContext
  const [recorded] = await Promise.all([
    addTrace(agent, events.map(withoutSecrets), now),
    noteSeen(caller, tokenHash),
  ])
  for (const { id, session, summary, data } of events.filter(isMismatch)) {
    const where = typeof data?.['action'] === 'string' ? ` (${data['action']})` : ''
    const evidence = maskText(`${summary}${where}`).slice(0, EVIDENCE_MAX)
    await runCommand(
      watch,
      agent,
      { type: 'ReportMismatch', now, agent, eventId: id, session, evidence },
      { requestId },
    )
  }
  return json({ recorded })
}

export const handler = dispatch<'events'>({ 'POST /v1/events': keepTrace })
