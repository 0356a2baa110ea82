// What operators call, from a terminal and on the day Slack is down.
import * as audit from '../audit.ts'
import * as incidents from '../incidents.ts'
import type { Route } from '../route.ts'
import * as killSwitch from '../switch.ts'

export const operatorRoutes = {
  'POST /v1/switch': {
    function: 'switch',
    auth: 'operator',
    summary: 'Stop agents, or let them go on',
    body: killSwitch.SwitchCommandBody,
    answer: killSwitch.SwitchCommandAnswer,
    problems: [413],
  },
  'GET /v1/switch/status': {
    function: 'switch',
    auth: 'operator',
    summary: 'What is stopped, and how far each stop has come',
    answer: killSwitch.SwitchStatus,
  },
  'GET /v1/audit': {
    function: 'audit',
    auth: 'operator',
    summary: 'Search the record, newest first',
    query: audit.AuditQuery,
    answer: audit.AuditAnswer,
  },
  'POST /v1/incidents': {
    function: 'incidents',
    auth: 'operator',
    summary: 'Declare an incident',
    body: incidents.DeclareBody,
    answer: incidents.IncidentAnswer,
    problems: [413],
  },
  'GET /v1/incidents': {
    function: 'incidents',
    auth: 'operator',
    summary: 'The incidents that are open, then those that wait for follow-ups, newest first',
    query: incidents.IncidentQuery,
    answer: incidents.IncidentList,
  },
  'GET /v1/incidents/{id}': {
    function: 'incidents',
    auth: 'operator',
    summary: 'How one incident stands',
    answer: incidents.IncidentAnswer,
    problems: [404],
  },
  'GET /v1/incidents/{id}/report': {
    function: 'incidents',
    auth: 'operator',
    summary: 'The one-page note about an incident',
    answer: incidents.ReportAnswer,
    problems: [404],
  },
  'POST /v1/incidents/{id}/acknowledge': {
    function: 'incidents',
    auth: 'operator',
    summary: 'I have seen it: nobody else is called',
    body: incidents.AcknowledgeBody,
    answer: incidents.IncidentAnswer,
    problems: [404, 409, 413],
  },
  'POST /v1/incidents/{id}/severity': {
    function: 'incidents',
    auth: 'operator',
    summary: 'How bad an incident is',
    body: incidents.SeverityBody,
    answer: incidents.IncidentAnswer,
    problems: [404, 409, 413],
  },
  'POST /v1/incidents/{id}/status': {
    function: 'incidents',
    auth: 'operator',
    summary: 'How far an incident is; agents may write again once it is mitigated',
    body: incidents.StatusBody,
    answer: incidents.IncidentAnswer,
    problems: [404, 409, 413],
  },
  'POST /v1/incidents/{id}/merge': {
    function: 'incidents',
    auth: 'operator',
    summary: 'This incident is the same trouble as another, and goes on there',
    body: incidents.MergeBody,
    answer: incidents.IncidentAnswer,
    problems: [404, 409, 413],
  },
} as const satisfies Record<string, Route>
