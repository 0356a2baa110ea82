// Requests as the sources send them.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Received, WebhookSecrets } from '#functions/webhooks/source.ts'

export const NOW = '2024-05-06T07:10:00.000Z'

export const secrets = {
  token: ['a-token-of-before', 'a-webhook-token'],
  pagerduty: ['a-pagerduty-secret', 'the-next-pagerduty-secret'],
  github: 'a-github-secret',
} satisfies WebhookSecrets
export const known = async (): Promise<WebhookSecrets> => secrets

export const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8')) as Record<
    string,
    unknown
  >

export const received = (body: unknown, headers: Record<string, string> = {}): Received => ({
  headers,
  body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  now: NOW,
})

export const hmac = (secret: string, body: Buffer): string =>
  createHmac('sha256', secret).update(body).digest('hex')
