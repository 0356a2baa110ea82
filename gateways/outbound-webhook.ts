// The team's own webhook for published messages: signed, short of patience, and safe to repeat.
import { createHmac } from 'node:crypto'
import * as z from 'zod'
import { readSecret } from './secrets.ts'

const isSafe = (text: string): boolean => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1')
}
/** What the secret named by UPDATES_WEBHOOK_SECRET_ID holds; empty while nobody wants to be told. */
const WebhookSecret = z.object({
  url: z.url().refine(isSafe, 'must be https').optional(),
  secret: z.string().min(16).optional(),
})

/** It may be tried again with the same id. */
export class WebhookUnavailable extends Error {
  override name = 'WebhookUnavailable'
}
/** The receiver does not want it, and asking again would not change that. */
export class WebhookRefused extends Error {
  override name = 'WebhookRefused'
}

const TIMEOUT_MS = 5_000
const later = new Set([408, 409, 425, 429])

/** `sha256=` and the hex HMAC-SHA-256 of `TIMESTAMP.BODY`; the timestamp is in whole seconds. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`

/**
 * Posts `message` as JSON, or does nothing when no webhook is set up. The receiver knows a repeat by `Idempotency-Key`.
 * @throws WebhookUnavailable, WebhookRefused, SecretUnavailable
 */
export const sendWebhook = async (id: string, message: object): Promise<void> => {
  const secretId = process.env['UPDATES_WEBHOOK_SECRET_ID']
  if (!secretId) throw new Error('UPDATES_WEBHOOK_SECRET_ID is not set')
  const { url, secret } = await readSecret(secretId, WebhookSecret)
  if (!url || !secret) return
  const body = JSON.stringify(message)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': id,
    'x-claw-timestamp': timestamp,
    'x-claw-signature': signatureOf(secret, timestamp, body),
  }
  let status: number
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' })
    await response.body?.cancel()
    status = response.status
  } catch (error) {
    // The address may hold a credential, and the cause may quote it.
    throw new WebhookUnavailable(error instanceof Error ? error.name : 'error')
  }
  if (status >= 500 || later.has(status)) throw new WebhookUnavailable(String(status))
  if (status >= 300) throw new WebhookRefused(String(status))
}
