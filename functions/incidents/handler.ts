// `/v1/incidents`: an operator declares, reads and changes incidents, also on the day Slack is down.
import { incidentSettings } from '#config/load.ts'
import { alertCounts } from '#domain/incident/alerts.ts'
import type { Incident } from '#domain/incident/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { may } from '#domain/shared/permissions.ts'
import { DeclareBody, type IncidentAnswer, IncidentQuery, MergeBody } from '#functions/contracts/incidents.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { dispatch } from '#functions/http/dispatch.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { invalid, Problem } from '#functions/http/problem.ts'
import { readQuery } from '#functions/http/query.ts'
import { openIncident, readIncident } from '#store/incident/incidents.ts'
import { pageOfIncidents } from '#store/incident/list.ts'
import { bindFields } from '#telemetry/log.ts'
import { changeIncident } from './change.ts'
import { mergeIncident } from './merge.ts'
import { reportOf } from './report.ts'

const countsOf = (incident: Incident) => {
  const { total, firing, shown } = alertCounts(incident)
  return { total, firing, shown }
}

const answerFor = (incident: Incident): IncidentAnswer => ({
  id: incident.id,
  title: incident.title,
  status: incident.status,
  drill: incident.drill,
  severity: incident.severity ?? null,
  declaredAt: incident.declaredAt,
  lead: incident.lead ?? null,
  comms: incident.comms ?? null,
  acknowledgedAt: incident.acknowledgedAt ?? null,
  nextUpdateAt: incident.updates.nextAt,
  mergedInto: incident.mergedInto ?? null,
  alerts: countsOf(incident),
  openFollowUps: incident.followUps
    .filter(({ doneAt }) => doneAt === undefined)
    .map(({ id, what, owner, dueOn }) => ({ id, what, owner, dueOn })),
})

const declare = async (event: HttpEvent, operator: string) => {
  const { key, severity, title, ...body } = readBody(event, DeclareBody)
  const { incident, refusal } = await openIncident(
    {
      now: new Date().toISOString(),
      by: { kind: 'operator', id: operator },
      mayAct: may({ kind: 'operator' }, 'incident.declare'),
      settings: incidentSettings(),
      title: maskText(title),
      severity,
      ...body,
    },
    event.requestContext.requestId,
    // A drill under the same key must not be taken for the real one, or the real one would stop no agent.
    key === undefined ? undefined : `${body.drill ? 'operator-drill' : 'operator'}/${key}`,
  )
  if (!incident) throw new Problem(409, refusal ?? 'It could not be declared.')
  return answerFor(incident)
}

const list = async (event: HttpEvent) => {
  const { limit, cursor: from } = readQuery(event, IncidentQuery)
  try {
    const { incidents, cursor } = await pageOfIncidents(limit, from)
    return { incidents: incidents.map(answerFor), ...(cursor === undefined ? {} : { cursor }) }
  } catch (error) {
    const unreadable = error instanceof SyntaxError || (error as Error).name === 'ZodError'
    if (from !== undefined && unreadable)
      throw invalid([{ field: 'cursor', message: 'not a cursor that this list gave' }])
    throw error
  }
}

const merge = async (event: HttpEvent, operator: string) => {
  const incident = await named(event)
  const { into, reason } = readBody(event, MergeBody)
  const merged = await mergeIncident(
    incident,
    into,
    {
      now: new Date().toISOString(),
      by: { kind: 'operator', id: operator },
      mayAct: may({ kind: 'operator' }, 'incident.work'),
      settings: incidentSettings(),
      reason: maskText(reason),
    },
    event.requestContext.requestId,
  )
  if ('refusal' in merged) throw new Problem(409, merged.refusal)
  return answerFor(merged.incident)
}

const named = async ({ pathParameters }: HttpEvent): Promise<Incident> => {
  const id = pathParameters?.['id'] ?? ''
  const incident = /^INC-\d{1,9}$/.test(id) ? await readIncident(id) : undefined
  if (!incident) throw new Problem(404, 'There is no incident with this id.')
  bindFields({ incident: id })
  return incident
}

/** Work for an operator, whose name it is told. */
const forOperator =
  (work: (event: HttpEvent, operator: string) => Promise<unknown>) => async (event: HttpEvent) => {
    const { caller } = await authenticate(event.headers, 'operator')
    return json(await work(event, caller.operator))
  }

const change = forOperator(async (event, operator) =>
  answerFor(await changeIncident(event, await named(event), operator)),
)

export const handler = dispatch<'incidents'>({
  'POST /v1/incidents': forOperator(declare),
  'GET /v1/incidents': forOperator(list),
  'GET /v1/incidents/{id}': forOperator(async (event) => answerFor(await named(event))),
  'GET /v1/incidents/{id}/report': forOperator(async (event) => {
    const incident = await named(event)
    return { id: incident.id, markdown: await reportOf(incident) }
  }),
  'POST /v1/incidents/{id}/acknowledge': change,
  'POST /v1/incidents/{id}/severity': change,
  'POST /v1/incidents/{id}/status': change,
  'POST /v1/incidents/{id}/merge': forOperator(merge),
})
