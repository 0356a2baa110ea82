// What needs no token of ours: what everybody may know, and what monitoring and Slack send, signed or with a secret of their own.
import { StatusPage } from '#domain/status/status-page.ts'
import * as meta from '../meta.ts'
import type { Route } from '../route.ts'
import * as webhooks from '../webhooks.ts'

export const openRoutes = {
  'POST /webhooks/{source}': {
    function: 'webhooks',
    auth: 'webhook',
    summary: 'Something is wrong, or well again',
    body: webhooks.GenericBody,
    answer: webhooks.WebhookAnswer,
    problems: [404, 413],
  },
  'GET /status.json': {
    function: 'status',
    auth: 'none',
    summary: 'How things stand, for everybody',
    answer: StatusPage,
    problems: [503],
  },
  'GET /status': {
    function: 'status',
    auth: 'none',
    summary: 'How things stand, as a page',
    answer: 'text/html',
  },
  'GET /status.atom': {
    function: 'status',
    auth: 'none',
    summary: 'How things stand, as a feed',
    answer: 'application/atom+xml',
  },
  'GET /health': {
    function: 'meta',
    auth: 'none',
    summary: 'Whether this is alive',
    answer: meta.Health,
  },
  'GET /openapi.json': {
    function: 'meta',
    auth: 'none',
    summary: 'This document',
    answer: meta.OpenApiDocument,
  },
  'POST /slack/events': {
    function: 'slack',
    auth: 'slack',
    summary: 'What people do in Slack: commands, clicks, forms and events',
    body: 'application/x-www-form-urlencoded',
    answer: 'application/json',
    problems: [],
  },
} as const satisfies Record<string, Route>
