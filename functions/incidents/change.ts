// What an operator can do to an incident by hand, so that a stop of all agents can be lifted while Slack is down.
import { incidentSettings } from '#config/load.ts'
import type { AcknowledgeIncident, MoveStatus, SetSeverity } from '#domain/incident/commands.ts'
import type { Incident } from '#domain/incident/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { may } from '#domain/shared/permissions.ts'
import { AcknowledgeBody, SeverityBody, StatusBody } from '#functions/contracts/incidents.ts'
import type { HttpEvent } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { Problem } from '#functions/http/problem.ts'
import { runIncident } from '#store/incident/incidents.ts'

interface Change {
  command: AcknowledgeIncident | SetSeverity | MoveStatus
  /** Whether it is as it was asked to be; then asking again is no mistake, and nothing is recorded. */
  isSo: (incident: Incident) => boolean
}
type Asking = Pick<AcknowledgeIncident, 'now' | 'by' | 'mayAct' | 'settings'>

const asked: Record<string, (event: HttpEvent, asking: Asking) => Change> = {
  acknowledge: (event, asking) => {
    readBody(event, AcknowledgeBody)
    return {
      command: { type: 'AcknowledgeIncident', ...asking },
      isSo: ({ acknowledgedAt }) => acknowledgedAt !== undefined,
    }
  },
  severity: (event, asking) => {
    const { severity, reason } = readBody(event, SeverityBody)
    return {
      command: { type: 'SetSeverity', ...asking, severity, reason: maskText(reason) },
      isSo: (incident) => incident.severity === severity,
    }
  },
  status: (event, asking) => {
    const { to, reason } = readBody(event, StatusBody)
    return {
      command: { type: 'MoveStatus', ...asking, to, reason: maskText(reason) },
      isSo: ({ status }) => status === to,
    }
  },
}

/**
 * The incident after the change that the last word of the path names.
 * @throws Problem 409 with the sentence of the refusal
 */
export const changeIncident = async (
  event: HttpEvent,
  incident: Incident,
  operator: string,
): Promise<Incident> => {
  const ask = asked[event.routeKey.split('/').at(-1) ?? '']
  if (!ask) throw new Problem(404, 'There is nothing here.')
  const { command, isSo } = ask(event, {
    now: new Date().toISOString(),
    by: { kind: 'operator', id: operator },
    mayAct: may({ kind: 'operator' }, 'incident.work'),
    settings: incidentSettings(),
  })
  if (isSo(incident)) return incident
  const { state, refusal } = await runIncident(incident.id, command, event.requestContext.requestId)
  const after = state.status === 'none' ? incident : state
  // Of two who ask for the same at once, the second finds it done.
  if (refusal && !isSo(after)) throw new Problem(409, refusal.sentence)
  return after
}
