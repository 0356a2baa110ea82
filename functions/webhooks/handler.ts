// The door for alerts: who sent it is checked before it is read, and it is answered only once it is in the record.
import * as z from 'zod'
import { REFUSALS_NAMED } from '#domain/incident/alert.ts'
import { dispatch } from '#functions/http/dispatch.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { fieldProblems } from '#functions/http/json-body.ts'
import { invalid, Problem } from '#functions/http/problem.ts'
import { readSecret } from '#gateways/secrets.ts'
import { recordAlerts, recordRefusals } from '#store/incident/alerts.ts'
import { bindFields } from '#telemetry/log.ts'
import { digest } from './clean.ts'
import type { Delivery, Received, Source, WebhookSecrets } from './source.ts'
import { alertmanager, grafana } from './sources/alertmanager.ts'
import { cloudwatch } from './sources/cloudwatch.ts'
import { generic } from './sources/generic.ts'
import { github } from './sources/github.ts'
import { pagerduty } from './sources/pagerduty.ts'

const sources = new Map<string, Source>(
  Object.entries({ alertmanager, cloudwatch, generic, github, grafana, pagerduty }),
)

/** As much as Lambda is handed at once. */
const MAX_BYTES = 6 * 1024 * 1024

const Secret = z.union([z.string().min(8), z.array(z.string().min(8)).max(3)])
const Secrets = z.object({ token: Secret, pagerduty: Secret, github: Secret })

const secrets = (): Promise<WebhookSecrets> => {
  const id = process.env['WEBHOOK_SECRET_ID']
  if (!id) throw new Error('WEBHOOK_SECRET_ID is not set')
  return readSecret(id, Secrets)
}

const lowerCased = (headers: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** SNS says that its JSON is plain text, and `curl` that it is a form. */
const assertJson = ({ headers }: Received): void => {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type && !/^(application\/([\w.-]+\+)?json|text\/plain|application\/x-www-form-urlencoded)$/.test(type))
    throw invalid([{ field: 'content-type', message: 'send the body as application/json' }])
}

const readDelivery = (source: Source, received: Received): Delivery => {
  assertJson(received)
  try {
    return source.read(received)
  } catch (error) {
    if (error instanceof z.ZodError) throw invalid(fieldProblems(error).slice(0, 10))
    // Too deep a nesting ends in a RangeError.
    if (error instanceof SyntaxError || error instanceof RangeError)
      throw invalid([{ field: '', message: 'the body is not valid JSON' }])
    throw error
  }
}

/** What nobody can read is on record all the same, since it does not come again. */
const readOrRecord = async (
  name: string,
  source: Source,
  received: Received,
  requestId: string,
): Promise<Delivery> => {
  try {
    if (received.body.length > MAX_BYTES)
      throw new Problem(
        413,
        `The body is ${received.body.length} bytes; the most that is read is ${MAX_BYTES}.`,
      )
    return readDelivery(source, received)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const [first] = error.details.errors ?? []
    const problem = { index: 0, field: first?.field ?? '', message: first?.message ?? error.message }
    await recordRefusals(
      { id: `${name}-${digest(received.body)}`, source: name, problems: [problem] },
      { now: received.now, requestId },
    )
    throw error
  }
}

const takeDelivery = async (event: HttpEvent) => {
  const name = event.pathParameters?.['source'] ?? ''
  const source = sources.get(name)
  if (!source) throw new Problem(404, 'Alerts of this source are not taken here.')
  bindFields({ source: name })
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  const received = { headers: lowerCased(event.headers), body, now: new Date().toISOString() }
  await source.verify(received, secrets)
  const { requestId } = event.requestContext
  const context = { now: received.now, requestId }
  const {
    id,
    alerts,
    problems = [],
    notes = [],
    confirm,
  } = await readOrRecord(name, source, received, requestId)
  await confirm?.()
  const delivery = `${name}-${id ?? requestId}`
  const fresh = await recordAlerts({ id: delivery, source: name, alerts }, context)
  if (problems.length > 0) await recordRefusals({ id: delivery, source: name, problems }, context)
  const refused = new Set(problems.map(({ index }) => index)).size
  // Nothing could be taken: the sender is told by an error, as for a body that is none.
  if (alerts.length === 0 && refused > 0)
    throw invalid(
      problems.slice(0, REFUSALS_NAMED).map(({ index, field, message }) => ({
        field: ['alerts', index, field].filter((part) => part !== '').join('.'),
        message,
      })),
    )
  const named = [...problems, ...notes].slice(0, REFUSALS_NAMED)
  return json({
    received: alerts.length,
    new: fresh,
    ...(refused > 0 ? { refused } : {}),
    ...(named.length > 0 ? { problems: named } : {}),
  })
}

export const handler = dispatch<'webhooks'>({ 'POST /webhooks/{source}': takeDelivery })
