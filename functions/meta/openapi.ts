// The OpenAPI 3.1 document, derived from the schemas that validate the calls.
import * as z from 'zod'
import { type Route, routes } from '#functions/contracts/routes.ts'

const problemNames: Record<number, string> = {
  400: 'A field is wrong; `errors` names it',
  401: 'No token, or one that is not known',
  403: 'The token is of the wrong kind',
  404: 'Nothing of yours has this id',
  409: 'It has moved on: started or ended already',
  413: 'The body is too large',
  422: 'The idempotencyKey was used for other contents',
  429: 'Too many requests; see Retry-After',
  503: 'Not possible just now, and nothing was done; see Retry-After',
}

type JsonSchema = Record<string, unknown>
const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  return rest
}

const parametersOf = ({ path, query }: Route): JsonSchema[] => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const described = query ? (jsonSchema(query, 'input')['properties'] as Record<string, JsonSchema>) : {}
  const inQuery = Object.entries(described).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: false,
    schema,
    ...(description ? { description } : {}),
  }))
  return [...inPath, ...inQuery]
}

const operation = (route: Route): JsonSchema => ({
  summary: route.summary,
  operationId: `${route.method}${route.path.replace(/[^a-zA-Z]+(\w)?/g, (_, next: string) => (next ?? '').toUpperCase())}`,
  parameters: parametersOf(route),
  ...(route.body
    ? {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: jsonSchema(route.body, 'input') } },
        },
      }
    : {}),
  security: route.auth === 'none' ? [] : [{ [`${route.auth}Token`]: [] }],
  responses: {
    200: {
      description: 'OK',
      content: { 'application/json': { schema: jsonSchema(route.answer, 'output') } },
    },
    ...Object.fromEntries(
      [...(route.auth === 'none' ? [] : [400, 401, 403, 503]), ...(route.problems ?? [])].map((status) => [
        status,
        {
          description: problemNames[status],
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  },
})

const paths: Record<string, JsonSchema> = {}
for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }

export const openApi = {
  openapi: '3.1.0',
  info: {
    title: 'claw-control',
    version: '1',
    description: 'The control layer that OpenClaw agents ask before they act.',
  },
  paths,
  components: {
    securitySchemes: {
      agentToken: { type: 'http', scheme: 'bearer', description: 'Says which agent is calling.' },
      webhookToken: {
        type: 'http',
        scheme: 'bearer',
        description: 'For alertmanager, grafana and generic; the other sources sign what they send.',
      },
      operatorToken: { type: 'http', scheme: 'bearer', description: 'For people who operate and audit.' },
    },
    schemas: {
      Problem: {
        type: 'object',
        description: 'RFC 9457 problem details',
        required: ['type', 'title', 'status', 'detail', 'requestId'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          requestId: { type: 'string' },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              required: ['field', 'message'],
              properties: { field: { type: 'string' }, message: { type: 'string' } },
            },
          },
        },
      },
    },
  },
}
