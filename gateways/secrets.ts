// Secrets from Secrets Manager, fetched when first needed so that a cold start never fails for want of one.

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type * as z from 'zod'
import { patient } from '#config/patience.ts'
import { errorFields, log } from '#telemetry/log.ts'

/** Carries the secret's id and what went wrong, never a value. */
export class SecretUnavailable extends Error {
  override name = 'SecretUnavailable'
}

const FRESH_MS = 5 * 60_000
/** After a refresh that failed, the old value serves this long before the next try. */
const RETRY_MS = 15_000

const client = new SecretsManagerClient({
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: patient(500),
    requestTimeout: patient(1_000),
    throwOnRequestTimeout: true,
  },
})

interface Held {
  value: unknown
  refreshAt: number
}
const held = new Map<string, Held>()
const underWay = new Map<string, Promise<unknown>>()

const fetchSecret = async (id: string, schema: z.ZodType): Promise<unknown> => {
  let text: string | undefined
  try {
    text = (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString
  } catch (error) {
    throw new SecretUnavailable(
      `Secret ${id} could not be read: ${error instanceof Error ? error.name : 'error'}`,
    )
  }
  // Neither the parser's nor the schema's own message is passed on: both may quote what they choked on.
  let value: unknown
  try {
    value = JSON.parse(text ?? '')
  } catch {
    throw new SecretUnavailable(`Secret ${id} is not JSON`)
  }
  const checked = schema.safeParse(value)
  if (!checked.success) {
    const fields = checked.error.issues.map((issue) => issue.path.join('.')).join(', ')
    throw new SecretUnavailable(`Secret ${id} lacks or has wrong: ${fields}`)
  }
  return value
}

const refreshed = (id: string, schema: z.ZodType): Promise<unknown> => {
  const running = underWay.get(id)
  if (running) return running
  const started = fetchSecret(id, schema).finally(() => underWay.delete(id))
  underWay.set(id, started)
  return started
}

/**
 * The secret `id` (name or ARN, holding JSON), at most five minutes old; when a refresh fails, the last good value.
 * Takes at most about two seconds.
 * @throws SecretUnavailable when there has been no good value yet
 */
export const readSecret = async <T>(id: string, schema: z.ZodType<T>): Promise<T> => {
  const known = held.get(id)
  if (known && Date.now() < known.refreshAt) return schema.parse(known.value)
  try {
    const value = await refreshed(id, schema)
    held.set(id, { value, refreshAt: Date.now() + FRESH_MS })
    return schema.parse(value)
  } catch (error) {
    if (!known) throw error
    log.warn('secret.stale', { secret: id, ...errorFields(error) })
    held.set(id, { ...known, refreshAt: Date.now() + RETRY_MS })
    return schema.parse(known.value)
  }
}
