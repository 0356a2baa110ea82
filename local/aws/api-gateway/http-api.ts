// Why: handlers meet the same events locally as behind API Gateway's HTTP API (payload format 2.0).

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { patient } from '#config/patience.ts'
import { readBody } from '../../body.ts'
import { ACCOUNT } from '../../resources.ts'
import { matcher } from '../../routes.ts'
import type { Service } from '../../service.ts'
import type { LocalFunctions } from '../lambda/functions.ts'

/** API Gateway's own limits for HTTP APIs. */
const BODY_BYTES = 10 * 1024 * 1024
const INTEGRATION_MS = 30_000

export type HttpApi = (incoming: IncomingMessage, outgoing: ServerResponse, url: URL) => Promise<void>

interface Answer {
  status: number
  headers: Record<string, string>
  cookies: string[]
  body: Buffer
}

/** Serves the `httpApi` events of serverless.yml; everything else is API Gateway's 404. */
export function createHttpApi(service: Service, functions: LocalFunctions): HttpApi {
  const routes = service.functions.flatMap(({ key, routes }) => routes.map((route) => [route, key] as const))
  const find = matcher(Object.fromEntries(routes))

  return async (incoming, outgoing, url) => {
    const match = find(incoming.method ?? '', url.pathname)
    if (!match) return send(outgoing, message(404, 'Not Found'))
    const body = await readBody(incoming, BODY_BYTES)
    if (body === undefined) return send(outgoing, message(413, 'Request Entity Too Large'))
    const event = eventOf({ incoming, url, body, routeKey: match.route, pathParameters: match.params })
    const answer = await inTime(
      functions.invoke(match.value, event).then(answerOf, (error: unknown) => {
        console.error(`Function ${match.value} failed:`, error)
        return message(500, 'Internal Server Error')
      }),
    )
    send(outgoing, answer)
  }
}

interface Received {
  incoming: IncomingMessage
  url: URL
  body: Buffer
  routeKey: string
  pathParameters: Record<string, string>
}

function eventOf({ incoming, url, body, routeKey, pathParameters }: Received): APIGatewayProxyEventV2 {
  const { cookie, ...headers } = joinedHeaders(incoming)
  const query = joined([...url.searchParams])
  const sourceIp = incoming.socket.remoteAddress ?? '127.0.0.1'
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type'])
  const now = new Date()
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      'x-forwarded-for': [headers['x-forwarded-for'], sourceIp].filter(Boolean).join(', '),
      'x-forwarded-port': url.port,
      'x-forwarded-proto': 'http',
    },
    ...(url.search.length > 1 && { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      domainName: url.hostname,
      domainPrefix: 'local',
      http: {
        method: incoming.method ?? '',
        path: url.pathname,
        protocol: `HTTP/${incoming.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  }
}

/** Node drops repeats of some headers; API Gateway joins them all, which a signature check has to survive. */
function joinedHeaders({ rawHeaders }: IncomingMessage): Record<string, string> {
  const pairs: [string, string][] = []
  for (let i = 0; i < rawHeaders.length; i += 2) {
    pairs.push([(rawHeaders[i] ?? '').toLowerCase(), rawHeaders[i + 1] ?? ''])
  }
  return joined(pairs)
}

function joined(pairs: [string, string][]): Record<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of pairs) {
    const before = values.get(name)
    values.set(name, before === undefined ? value : `${before},${value}`)
  }
  return Object.fromEntries(values)
}

/** Observed on AWS, which documents no list: form posts and bodies without a type arrive in base64 too. */
function isText(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  return (
    type.startsWith('text/') ||
    ['application/json', 'application/xml', 'application/javascript'].includes(type)
  )
}

async function inTime(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(message(503, 'Service Unavailable')), patient(INTEGRATION_MS))
  })
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** A result without `statusCode` is itself the body, as API Gateway infers it. */
function answerOf(result: unknown): Answer {
  const structured =
    typeof result === 'object' && result !== null && 'statusCode' in result ? result : undefined
  if (!structured) {
    return {
      ...message(200, ''),
      body: Buffer.from(typeof result === 'string' ? result : JSON.stringify(result)),
    }
  }
  const fields: Record<string, unknown> = { ...structured }
  const status = Number(fields['statusCode'])
  if (!Number.isInteger(status) || status < 100 || status > 599) return message(500, 'Internal Server Error')
  const body = String(fields['body'] ?? '')
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...lowerCased(fields['headers']) },
    cookies: Array.isArray(fields['cookies']) ? fields['cookies'].map(String) : [],
    body: Buffer.from(body, fields['isBase64Encoded'] === true ? 'base64' : 'utf8'),
  }
}

const lowerCased = (headers: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )

const message = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message: text })),
})

function send(outgoing: ServerResponse, { status, headers, cookies, body }: Answer): void {
  if (outgoing.destroyed) return
  // An unread rest of the request would be taken for the next one on this connection.
  const close = status === 413 ? { connection: 'close' } : {}
  outgoing.writeHead(status, {
    ...headers,
    ...close,
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
    'content-length': body.length,
  })
  outgoing.end(body)
}
