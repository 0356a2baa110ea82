// The OpenAPI 3.1 document, derived from the schemas that validate the calls.
import * as z from 'zod'
import { Json } from '#domain/shared/json.ts'
import type { MediaType, Route } from '#functions/contracts/route.ts'
import { routes } from '#functions/contracts/routes.ts'
import type { Status } from '#functions/http/problem.ts'

const problemNames: Record<Status, string> = {
  400: 'A field is wrong; `errors` names it',
  401: 'No token, or one that is not known',
  403: 'The token is of the wrong kind',
  404: 'Nothing of yours has this id',
  409: 'It has moved on: started or ended already',
  413: 'The body is too large',
  422: 'The idempotencyKey was used for other contents',
  500: 'Something is wrong here',
  429: 'Too many requests; see Retry-After',
  503: 'Not possible just now, and nothing was done; see Retry-After',
}

type JsonSchema = Record<string, unknown>

/** Schemas that hold themselves or are met often, once for the whole document. */
const shared: Record<string, JsonSchema> = {}

/**
 * A schema as it stands in the document. zod puts what is shared under `$defs` of each schema and points there from the
 * root, which in a document is somewhere else: so it moves to the components, and the pointers follow.
 */
const jsonSchema = (schema: z.ZodType, io: 'input' | 'output', owner: string): JsonSchema => {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Any JSON value is what an empty schema means; generators stumble over one that holds itself.
      if (Object.is(zodSchema, Json)) delete jsonSchema.anyOf
    },
  }) as JsonSchema
  const nameOf = (def: string): string => (def.startsWith('__') ? `${owner}${def.slice(2)}` : def)
  const { $defs = {}, ...moved } = JSON.parse(
    JSON.stringify(made).replace(
      /"\$ref":"#\/\$defs\/([^"]+)"/g,
      (_, def: string) => `"$ref":"#/components/schemas/${nameOf(def)}"`,
    ),
  ) as JsonSchema
  for (const [def, { id: _id, ...content }] of Object.entries($defs as Record<string, JsonSchema>))
    shared[nameOf(def)] = content
  return moved
}

const parametersOf = (path: string, query: z.ZodType | undefined, owner: string): JsonSchema[] => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  if (!query) return inPath
  const { properties = {}, required = [] } = jsonSchema(query, 'input', owner) as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
    ...(description ? { description } : {}),
  }))
  return [...inPath, ...inQuery]
}

const contentOf = (what: z.ZodType | MediaType, io: 'input' | 'output', owner: string): JsonSchema =>
  typeof what === 'string'
    ? { [what]: { schema: { type: 'string' } } }
    : { 'application/json': { schema: jsonSchema(what, io, owner) } }

/** What a call can go wrong with by its kind of caller alone. */
const problemsOf: Record<Route['auth'], readonly Status[]> = {
  none: [503],
  slack: [400, 401, 413, 503],
  webhook: [400, 401, 403, 503],
  agent: [400, 401, 403, 503],
  operator: [400, 401, 403, 503],
}

const problem = (status: Status, { auth }: Route): JsonSchema => ({
  description: problemNames[status],
  // Slack reads no more of a refusal than its status.
  ...(auth === 'slack'
    ? {}
    : { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }),
})

const operation = (method: string, path: string, route: Route): JsonSchema => {
  const operationId = `${method}${path.replace(/[^a-zA-Z]+(\w)?/g, (_, next: string) => (next ?? '').toUpperCase())}`
  return {
    summary: route.summary,
    operationId,
    parameters: parametersOf(path, route.query, operationId),
    ...(route.body
      ? { requestBody: { required: true, content: contentOf(route.body, 'input', `${operationId}Body`) } }
      : {}),
    security: route.auth === 'none' ? [] : [{ [schemeOf[route.auth]]: [] }],
    responses: {
      200: { description: 'OK', content: contentOf(route.answer, 'output', `${operationId}Answer`) },
      ...Object.fromEntries(
        [...problemsOf[route.auth], ...(route.problems ?? [])].map((status) => [
          status,
          problem(status, route),
        ]),
      ),
    },
  }
}

const schemeOf: Record<Exclude<Route['auth'], 'none'>, string> = {
  agent: 'agentToken',
  operator: 'operatorToken',
  webhook: 'webhookToken',
  slack: 'slackSignature',
}

const paths: Record<string, JsonSchema> = {}
for (const [key, route] of Object.entries<Route>(routes)) {
  const [method = '', path = ''] = key.split(' ')
  paths[path] = { ...paths[path], [method.toLowerCase()]: operation(method.toLowerCase(), path, route) }
}

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
      slackSignature: {
        type: 'apiKey',
        in: 'header',
        name: 'X-Slack-Signature',
        description: 'Slack signs what it sends, together with `X-Slack-Request-Timestamp`.',
      },
      operatorToken: { type: 'http', scheme: 'bearer', description: 'For people who operate and audit.' },
    },
    schemas: {
      ...shared,
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
