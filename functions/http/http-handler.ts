// The HTTP edge that every API function shares: problems become answers, faults become a denial, one line is logged per call.
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { Problem, toResponse } from './problem.ts'
import { unavailable } from './unavailable.ts'

export type HttpEvent = APIGatewayProxyEventV2
export type HttpResult = APIGatewayProxyStructuredResultV2

export const json = (body: unknown, statusCode = 200): HttpResult => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})

const log = (event: HttpEvent, status: number | undefined, started: number, error?: Error): void =>
  console.log(
    JSON.stringify({
      level: error ? 'error' : 'info',
      route: event.routeKey,
      status,
      ms: Math.round(performance.now() - started),
      requestId: event.requestContext.requestId,
      // A message could quote input, so only the error's kind and the place it came from are kept.
      ...(error ? { error: error.name, at: error.stack?.split('\n')[1]?.trim() } : {}),
    }),
  )

/** Wraps one route's work; whatever it throws, the caller gets problem+json. */
export const httpHandler = (work: (event: HttpEvent, context: Context) => Promise<HttpResult>) =>
  middy<HttpEvent, HttpResult>().handler(async (event, context) => {
    const started = performance.now()
    try {
      const result = await work(event, context)
      log(event, result.statusCode, started)
      return result
    } catch (error) {
      const problem = error instanceof Problem ? error : unavailable(event.routeKey)
      log(event, problem.status, started, error instanceof Problem ? undefined : (error as Error))
      return toResponse(problem, event.requestContext.requestId)
    }
  })
