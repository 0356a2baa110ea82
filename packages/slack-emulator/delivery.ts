// Brings what people do to the bot as Slack does: signed, form-encoded or JSON, and with three seconds' patience.
import { createHmac } from 'node:crypto'
import { bot, type Fields, team } from './model.ts'
import type { Clock } from './ports.ts'

export interface DeliveryOptions {
  botUrl: () => string
  signingSecret: string
  clock: Clock
  /** How long the bot may take, in milliseconds. Slack waits 3,000. */
  ackTimeoutMs: number
}

/** What the bot answered; `error` is the word that Slack shows people when it did not answer well. */
export interface Delivered {
  status: number
  body: string
  error?: 'operation_timeout' | 'dispatch_failed'
}

export type Deliver = ReturnType<typeof createDelivery>

const maxEventRetries = 3
const form = 'application/x-www-form-urlencoded'

export function createDelivery({ botUrl, signingSecret, clock, ackTimeoutMs }: DeliveryOptions) {
  const send = async (body: string, type: string, extra: Record<string, string> = {}) => {
    const timestamp = String(Math.floor(clock.now() / 1000))
    const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
    const headers = {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
      ...extra,
    }
    return post(botUrl(), body, headers, ackTimeoutMs)
  }

  return {
    command: (fields: Record<string, string>) => send(new URLSearchParams(fields).toString(), form),
    interaction: (payload: Fields) =>
      send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form),
    /** Events are tried again when the bot fails. Slack waits up to five minutes between tries; we do not. */
    event: async (event: Fields): Promise<Delivered> => {
      const body = JSON.stringify(envelope(event, clock))
      let last = await send(body, 'application/json')
      for (let retry = 1; retry <= maxEventRetries && last.error; retry++) {
        const reason = last.error === 'operation_timeout' ? 'http_timeout' : 'http_error'
        last = await send(body, 'application/json', {
          'x-slack-retry-num': String(retry),
          'x-slack-retry-reason': reason,
        })
      }
      return last
    },
  }
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<Delivered> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' })
    const answer = { status: response.status, body: await response.text() }
    return response.status === 200 ? answer : { ...answer, error: 'dispatch_failed' }
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
    return { status: 0, body: '', error: timedOut ? 'operation_timeout' : 'dispatch_failed' }
  }
}

const envelope = (event: Fields, clock: Clock): Fields => ({
  token: 'local-verification-token',
  team_id: team.id,
  api_app_id: bot.app_id,
  event,
  type: 'event_callback',
  event_id: `Ev${crypto.randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
  event_time: Math.floor(clock.now() / 1000),
  authorizations: [
    { enterprise_id: null, team_id: team.id, user_id: bot.id, is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
})
