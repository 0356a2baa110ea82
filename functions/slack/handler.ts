// The door for everything that people do in Slack: only what Slack signed comes in, whoever it is about.
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { slackSecret } from '#gateways/slack.ts'
import { log, withFields } from '#telemetry/log.ts'
import { toBolt } from './app.ts'
import { kindOfPayload } from './payload.ts'
import { isFromSlack } from './signature.ts'

type Result = APIGatewayProxyStructuredResultV2

/** Slack's own payloads stay far below; more is not read any further. */
const MAX_BYTES = 1024 * 1024
const bolt = toBolt()

const answer = (statusCode: number): Result => ({ statusCode, body: '' })

/** A stranger gets 401 and nothing else happens; for us it becomes UTF-8 text with a bare content type, which Bolt needs. */
const admit = async ({ event }: { event: APIGatewayProxyEventV2 }): Promise<Result | undefined> => {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  if (body.length > MAX_BYTES) return answer(413)
  const { signingSecret } = await slackSecret()
  if (!isFromSlack(event.headers, body, { signingSecret, now: Date.now() })) {
    log.warn('slack.unsigned')
    return answer(401)
  }
  const type = event.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  event.headers = { ...event.headers, ...(type ? { 'content-type': type } : {}) }
  event.body = body.toString('utf8')
  event.isBase64Encoded = false
  const kind = kindOfPayload(event.body, type)
  if (kind === 'strange') {
    log.warn('slack.strange')
    return answer(400)
  }
  // Slack shows people a warning, or sends it again, for what is not answered well.
  return kind === 'unheard' ? answer(200) : undefined
}

const serve = middy<APIGatewayProxyEventV2, Result>()
  .before(admit)
  .onError((request) => {
    const { error } = request
    log.fault('slack.failed', error)
    // Slack shows people a warning for any answer but 200, which is right: nothing was done.
    request.response = answer(error instanceof SyntaxError ? 400 : 503)
  })
  .handler(async (event: APIGatewayProxyEventV2, context: Context) => {
    const result = await bolt(event, context)
    // Nobody listens to it, which is no mistake of whoever clicked.
    if (result.statusCode === 404) return answer(200)
    return result.statusCode === 500 ? answer(503) : result
  })

export const handler = (event: APIGatewayProxyEventV2, context: Context): Promise<Result> =>
  withFields({ function: context.functionName, requestId: event.requestContext.requestId }, () =>
    serve(event, context),
  )
