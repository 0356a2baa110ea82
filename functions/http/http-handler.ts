// The HTTP edge that every API function shares: problems become answers, faults become a denial, one line is logged per call.
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { log, withFields } from '#telemetry/log.ts'
import { Problem, toResponse } from './problem.ts'
import { unavailable } from './unavailable.ts'

export type HttpEvent = APIGatewayProxyEventV2
export type HttpResult = APIGatewayProxyStructuredResultV2

export const json = (body: unknown, statusCode = 200): HttpResult => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})

const answered = (status: number | undefined, started: number, fault?: unknown): void => {
  const fields = { status, ms: Math.round(performance.now() - started) }
  if (fault === undefined) log.info('http.answered', fields)
  else log.fault('http.failed', fault, fields)
}

/** Wraps one route's work; whatever it throws, the caller gets problem+json. */
export const httpHandler = (work: (event: HttpEvent, context: Context) => Promise<HttpResult>) =>
  middy<HttpEvent, HttpResult>().handler((event, context) => {
    const { requestId } = event.requestContext
    return withFields({ function: context.functionName, route: event.routeKey, requestId }, async () => {
      const started = performance.now()
      try {
        const result = await work(event, context)
        answered(result.statusCode, started)
        return result
      } catch (error) {
        const problem = error instanceof Problem ? error : unavailable(event.routeKey)
        answered(problem.status, started, problem.status < 500 ? undefined : error)
        return toResponse(problem, requestId)
      }
    })
  })
