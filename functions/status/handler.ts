// `/status`, `/status.json` and `/status.atom`: what everybody may know, readable without a token and in one go.
import { statusSettings } from '#config/load.ts'
import type { Attained } from '#domain/status/commitments.ts'
import { type StatusPage, statusPage } from '#domain/status/status-page.ts'
import { dispatch } from '#functions/http/dispatch.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { listPublished } from '#store/communication/communication.ts'
import { attainedLately, openIncidents } from '#store/status/status.ts'
import { log } from '#telemetry/log.ts'
import { statusFeed } from './feed.ts'
import { statusDocument, troubleDocument } from './page.ts'

/** As many messages as a page can be read with. */
const MESSAGES = 200
/** Ninety days of records are counted at most this often; what is happening now is read every time. */
const COUNTED_FOR_MS = 60_000

let counted: { at: number; attained: Attained } | undefined

const attainedNow = async (now: string): Promise<Attained> => {
  const at = Date.parse(now)
  if (!counted || at < counted.at || at - counted.at > COUNTED_FOR_MS)
    counted = { at, attained: await attainedLately(statusSettings().commitments, now) }
  return counted.attained
}

const read = async (): Promise<StatusPage> => {
  const now = new Date().toISOString()
  const [published, { open, grave }, attained] = await Promise.all([
    listPublished(MESSAGES),
    openIncidents(),
    attainedNow(now),
  ])
  return statusPage({ settings: statusSettings(), published, open, grave, attained, now })
}

const headers = {
  // Short enough to be news, long enough for a cache to carry a rush.
  'cache-control': 'public, max-age=15, stale-if-error=600',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
const answer = (type: string, body: string, statusCode = 200, more = {}) => ({
  statusCode,
  body,
  headers: { ...headers, 'content-type': `${type}; charset=utf-8`, ...more },
})

const document = async () => {
  try {
    return answer('text/html', statusDocument(await read()))
  } catch (error) {
    log.fault('status.unreadable', error)
    const more = { 'cache-control': 'no-store', 'retry-after': '60' }
    return answer('text/html', troubleDocument(statusSettings().name), 503, more)
  }
}

const baseOf = ({ headers, requestContext }: HttpEvent): string =>
  `${headers['x-forwarded-proto'] ?? 'https'}://${headers['host'] ?? requestContext.domainName}`

const asJson = async () => {
  const answered = json(await read())
  return { ...answered, headers: { ...answered.headers, ...headers } }
}

export const handler = dispatch<'status'>({
  'GET /status': document,
  'GET /status.json': asJson,
  'GET /status.atom': async (event) =>
    answer('application/atom+xml', statusFeed(await read(), baseOf(event))),
})
