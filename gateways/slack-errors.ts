// The three ways in which Slack says no, told apart by `name`, which Step Functions and callers match on.
import { ErrorCode } from '@slack/web-api'
import * as z from 'zod'

/** Slack did not answer, or not sensibly: worth another try. Whether the call was applied is not known. */
export class SlackUnavailable extends Error {
  override name = 'SlackUnavailable'
}

/** Slack asks to wait. The message is the number of seconds as text, so that a workflow can read it. */
export class SlackRateLimited extends Error {
  override name = 'SlackRateLimited'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super(String(retryAfterSeconds))
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Slack understood and refused; trying again would be refused again. `code` is Slack's, like `channel_not_found`. */
export class SlackRefused extends Error {
  override name = 'SlackRefused'
  readonly code: string
  constructor(method: string, code: string, details: readonly string[]) {
    super([`${method}: ${code}`, ...details].join(' '))
    this.code = code
  }
}

const passing = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])
const failure = z.object({
  code: z.string(),
  retryAfter: z.number().optional(),
  statusCode: z.number().optional(),
  data: z
    .object({
      error: z.string(),
      response_metadata: z.object({ messages: z.array(z.string()).optional() }).optional(),
    })
    .optional(),
})

/** One of ours for whatever the client threw at `method`. The original is not attached: it can hold request headers. */
export const slackError = (method: string, thrown: unknown): Error => {
  const { data: error } = failure.safeParse(thrown)
  if (error?.code === ErrorCode.RateLimitedError) return new SlackRateLimited(error.retryAfter ?? 30)
  if (error?.code === ErrorCode.PlatformError && error.data) {
    const { error: code, response_metadata: metadata } = error.data
    // The client passes a body that is no JSON on as the code.
    if (!/^[a-z0-9_:-]{1,80}$/i.test(code))
      return new SlackUnavailable(`${method}: an answer that is no JSON`)
    if (passing.has(code)) return new SlackUnavailable(`${method}: ${code}`)
    if (code === 'ratelimited') return new SlackRateLimited(30)
    return new SlackRefused(method, code, (metadata?.messages ?? []).slice(0, 5))
  }
  const why = error?.statusCode ?? (thrown instanceof Error ? thrown.name : 'error')
  return new SlackUnavailable(`${method}: ${why}`)
}
