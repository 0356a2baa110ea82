// What agents call, with their own token.
import * as actions from '../actions.ts'
import * as trace from '../events.ts'
import * as questions from '../questions.ts'
import type { Route } from '../route.ts'
import * as killSwitch from '../switch.ts'
import * as usage from '../usage.ts'

export const agentRoutes = {
  'POST /v1/actions': {
    function: 'gate',
    auth: 'agent',
    summary: 'May I do this?',
    query: actions.DryRunQuery,
    body: actions.ActionBody,
    answer: actions.ActionAnswer,
    problems: [413, 422, 429],
  },
  'GET /v1/actions/{id}': {
    function: 'poll',
    auth: 'agent',
    summary: 'How my action stands',
    query: actions.WaitQuery,
    answer: actions.ActionView,
    problems: [404],
  },
  'POST /v1/actions/{id}/start': {
    function: 'gate',
    auth: 'agent',
    summary: 'Start what was approved, once',
    body: actions.StartBody,
    answer: actions.StartAnswer,
    problems: [404, 409, 413],
  },
  'POST /v1/actions/{id}/outcome': {
    function: 'gate',
    auth: 'agent',
    summary: 'How it ended',
    body: actions.OutcomeBody,
    answer: actions.ActionView,
    problems: [404, 409, 413],
  },
  'POST /v1/actions/{id}/withdraw': {
    function: 'gate',
    auth: 'agent',
    summary: 'Nobody has to decide this any more',
    body: actions.WithdrawBody,
    answer: actions.ActionView,
    problems: [404, 413],
  },
  'POST /v1/questions': {
    function: 'gate',
    auth: 'agent',
    summary: 'Ask a person',
    body: questions.QuestionBody,
    answer: questions.QuestionAnswer,
    problems: [413, 422, 429],
  },
  'GET /v1/questions/{id}': {
    function: 'poll',
    auth: 'agent',
    summary: 'Whether a person has answered',
    query: actions.WaitQuery,
    answer: questions.QuestionAnswer,
    problems: [404],
  },
  'GET /v1/agent': {
    function: 'gate',
    auth: 'agent',
    summary: 'Who am I, and where do I listen',
    answer: actions.AgentAnswer,
  },
  'GET /v1/switch': {
    function: 'switch',
    auth: 'agent',
    summary: 'May I run?',
    query: killSwitch.SwitchQuery,
    answer: killSwitch.SwitchAnswer,
  },
  'POST /v1/switch/acks': {
    function: 'switch',
    auth: 'agent',
    summary: 'What I have stopped',
    body: killSwitch.AckBody,
    answer: killSwitch.AckAnswer,
    problems: [413],
  },
  'POST /v1/usage': {
    function: 'usage',
    auth: 'agent',
    summary: 'What a model call has cost',
    body: usage.UsageBody,
    answer: usage.UsageAnswer,
    problems: [413],
  },
  'POST /v1/events': {
    function: 'events',
    auth: 'agent',
    summary: 'What I did, for whoever has to find out later',
    body: trace.EventsBody,
    answer: trace.EventsAnswer,
    problems: [413],
  },
} as const satisfies Record<string, Route>
