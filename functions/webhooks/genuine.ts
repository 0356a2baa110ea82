// Whether a secret was known to whoever sent a request; compared so that the time it takes tells nothing.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { Problem } from '#functions/http/problem.ts'
import type { Received } from './source.ts'

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
const same = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b))

/** While a secret is being rotated there are two. An empty one would let everybody in. */
const each = (secrets: string | string[]): string[] => [secrets].flat().filter((secret) => secret !== '')

/** @throws Problem 401 */
export const assertBearer = ({ headers }: Pick<Received, 'headers'>, token: string | string[]): void => {
  const given = /^Bearer ([\x21-\x7e]{8,512})$/i.exec(headers['authorization'] ?? '')?.[1]
  if (given === undefined || !each(token).some((known) => same(known, given)))
    throw new Problem(401, 'Send the webhook token as `Authorization: Bearer TOKEN`.')
}

/** HMAC-SHA256 over the raw body, written as `PREFIX=HEX`; the header may carry several, any of which may match. */
export const assertSigned = (
  { headers, body }: Received,
  { header, prefix, secrets }: { header: string; prefix: string; secrets: string | string[] },
): void => {
  const given = (headers[header] ?? '').split(',', 10).map((signature) => signature.trim())
  const right = each(secrets).map(
    (secret) => `${prefix}=${createHmac('sha256', secret).update(body).digest('hex')}`,
  )
  if (!right.some((signature) => given.some((candidate) => same(signature, candidate))))
    throw new Problem(401, `The signature in ${header} is not one over this body with a secret known here.`)
}
