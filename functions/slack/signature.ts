// Whether a request comes from Slack: the HMAC over the raw body, and a timestamp that is neither old nor ahead.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds that Slack's clock and ours may differ, in either direction. */
const SKEW = 300

/** The one value of a header, or undefined when it is missing or was sent more than once. */
const only = (headers: Record<string, string | undefined>, name: string): string | undefined => {
  const [value, ...others] = Object.entries(headers).flatMap(([key, value]) =>
    key.toLowerCase() === name && value !== undefined ? [value] : [],
  )
  // API Gateway joins repeated headers with a comma.
  return others.length > 0 || value?.includes(',') ? undefined : value
}

/**
 * @param body the bytes as they were sent
 * @param now milliseconds since the epoch
 */
export const isFromSlack = (
  headers: Record<string, string | undefined>,
  body: Buffer,
  { signingSecret, now }: { signingSecret: string; now: number },
): boolean => {
  const timestamp = only(headers, 'x-slack-request-timestamp')
  const signature = only(headers, 'x-slack-signature')
  if (!timestamp || !/^\d{1,12}$/.test(timestamp) || !signature) return false
  if (Math.abs(now / 1000 - Number(timestamp)) > SKEW) return false
  const expected = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')
  const given = Buffer.from(signature)
  const right = Buffer.from(`v0=${expected}`)
  return given.length === right.length && timingSafeEqual(given, right)
}
