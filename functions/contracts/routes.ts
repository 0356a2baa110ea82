// Every HTTP call that the product answers, in one table that the OpenAPI document is made from.
import type * as z from 'zod'
import { StatusPage } from '#domain/status/status-page.ts'
import * as actions from './actions.ts'
import * as audit from './audit.ts'
import * as trace from './events.ts'
import * as incidents from './incidents.ts'
import * as killSwitch from './switch.ts'
import * as usage from './usage.ts'
import * as webhooks from './webhooks.ts'

export interface Route {
  method: 'get' | 'post'
  path: string
  summary: string
  auth: 'agent' | 'operator' | 'webhook' | 'none'
  query?: z.ZodType
  body?: z.ZodType
  answer: z.ZodType
  /** Problems that this call can answer with, beside 400, 401, 403 and 503. */
  problems?: number[]
}

export const routes: Route[] = [
  {
    method: 'post',
    path: '/v1/actions',
    auth: 'agent',
    summary: 'May I do this?',
    query: actions.DryRunQuery,
    body: actions.ActionBody,
    answer: actions.ActionAnswer,
    problems: [413, 422, 429],
  },
  {
    method: 'get',
    path: '/v1/actions/{id}',
    auth: 'agent',
    summary: 'How my action stands',
    query: actions.WaitQuery,
    answer: actions.ActionView,
    problems: [404],
  },
  {
    method: 'post',
    path: '/v1/actions/{id}/start',
    auth: 'agent',
    summary: 'Start what was approved, once',
    body: actions.StartBody,
    answer: actions.StartAnswer,
    problems: [404, 409, 413],
  },
  {
    method: 'post',
    path: '/v1/actions/{id}/outcome',
    auth: 'agent',
    summary: 'How it ended',
    body: actions.OutcomeBody,
    answer: actions.ActionView,
    problems: [404, 409, 413],
  },
  {
    method: 'post',
    path: '/v1/actions/{id}/withdraw',
    auth: 'agent',
    summary: 'Nobody has to decide this any more',
    body: actions.WithdrawBody,
    answer: actions.ActionView,
    problems: [404, 413],
  },
  {
    method: 'get',
    path: '/v1/agent',
    auth: 'agent',
    summary: 'Who am I, and where do I listen',
    answer: actions.AgentAnswer,
  },
  {
    method: 'get',
    path: '/v1/switch',
    auth: 'agent',
    summary: 'May I run?',
    query: killSwitch.SwitchQuery,
    answer: killSwitch.SwitchAnswer,
  },
  {
    method: 'post',
    path: '/v1/switch/acks',
    auth: 'agent',
    summary: 'What I have stopped',
    body: killSwitch.AckBody,
    answer: killSwitch.AckAnswer,
    problems: [413],
  },
  {
    method: 'post',
    path: '/v1/switch',
    auth: 'operator',
    summary: 'Stop agents, or let them go on',
    body: killSwitch.SwitchCommandBody,
    answer: killSwitch.SwitchCommandAnswer,
    problems: [413],
  },
  {
    method: 'get',
    path: '/v1/switch/status',
    auth: 'operator',
    summary: 'What is stopped, and how far each stop has come',
    answer: killSwitch.SwitchStatus,
  },
  {
    method: 'post',
    path: '/v1/usage',
    auth: 'agent',
    summary: 'What a model call has cost',
    body: usage.UsageBody,
    answer: usage.UsageAnswer,
    problems: [413],
  },
  {
    method: 'post',
    path: '/webhooks/{source}',
    auth: 'webhook',
    summary: 'Something is wrong, or well again',
    body: webhooks.GenericBody,
    answer: webhooks.WebhookAnswer,
    problems: [404, 413],
  },
  {
    method: 'post',
    path: '/v1/events',
    auth: 'agent',
    summary: 'What I did, for whoever has to find out later',
    body: trace.EventsBody,
    answer: trace.EventsAnswer,
    problems: [413],
  },
  {
    method: 'get',
    path: '/v1/audit',
    auth: 'operator',
    summary: 'Search the record, newest first',
    query: audit.AuditQuery,
    answer: audit.AuditAnswer,
  },
  {
    method: 'post',
    path: '/v1/incidents',
    auth: 'operator',
    summary: 'Declare an incident',
    body: incidents.DeclareBody,
    answer: incidents.IncidentAnswer,
    problems: [413],
  },
  {
    method: 'get',
    path: '/v1/incidents',
    auth: 'operator',
    summary: 'The incidents that are open, then those that wait for follow-ups, newest first',
    query: incidents.IncidentQuery,
    answer: incidents.IncidentList,
  },
  {
    method: 'get',
    path: '/v1/incidents/{id}',
    auth: 'operator',
    summary: 'How one incident stands',
    answer: incidents.IncidentAnswer,
    problems: [404],
  },
  {
    method: 'get',
    path: '/v1/incidents/{id}/report',
    auth: 'operator',
    summary: 'The one-page note about an incident',
    answer: incidents.ReportAnswer,
    problems: [404],
  },
  {
    method: 'post',
    path: '/v1/incidents/{id}/acknowledge',
    auth: 'operator',
    summary: 'I have seen it: nobody else is called',
    body: incidents.AcknowledgeBody,
    answer: incidents.IncidentAnswer,
    problems: [404, 409, 413],
  },
  {
    method: 'post',
    path: '/v1/incidents/{id}/severity',
    auth: 'operator',
    summary: 'How bad an incident is',
    body: incidents.SeverityBody,
    answer: incidents.IncidentAnswer,
    problems: [404, 409, 413],
  },
  {
    method: 'post',
    path: '/v1/incidents/{id}/status',
    auth: 'operator',
    summary: 'How far an incident is; agents may write again once it is mitigated',
    body: incidents.StatusBody,
    answer: incidents.IncidentAnswer,
    problems: [404, 409, 413],
  },
  {
    method: 'post',
    path: '/v1/incidents/{id}/merge',
    auth: 'operator',
    summary: 'This incident is the same trouble as another, and goes on there',
    body: incidents.MergeBody,
    answer: incidents.IncidentAnswer,
    problems: [404, 409, 413],
  },
  {
    method: 'get',
    path: '/status.json',
    auth: 'none',
    summary: 'How things stand, for everybody',
    answer: StatusPage,
    problems: [503],
  },
]
