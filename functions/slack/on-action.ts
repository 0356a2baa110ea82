// A click as our listeners see it, and the one way in which its outcome reaches the person who clicked.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { log } from '#telemetry/log.ts'
import { errorSentence } from './errors.ts'
import { parsedJson } from './parsed-json.ts'
import { replyTo } from './reply.ts'

const Payload = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({
    type: z.string(),
    message_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  view: z.object({ id: z.string(), type: z.string().optional() }).nullish(),
  actions: z.array(z.object({ value: z.string().max(2_000).optional() })).min(1),
})

export interface Click {
  user: string
  triggerId: string
  requestId: string
  /** The button's value, as its JSON says. */
  value: unknown
  /** The message that carries the button, when it is one that can be changed. */
  message?: { channel: string; ts: string }
  /** The modal that carries it. */
  viewId?: string
  /** It was on the clicker's App Home. */
  home?: true
}

const toClick = (payload: z.infer<typeof Payload>, requestId: unknown): Click => {
  const { user, trigger_id, channel, container, view, actions } = payload
  return {
    user: user.id,
    triggerId: trigger_id,
    requestId: String(requestId ?? trigger_id),
    value: parsedJson(actions[0]?.value),
    ...(channel && container.message_ts && !container.is_ephemeral
      ? { message: { channel: channel.id, ts: container.message_ts } }
      : {}),
    ...(view?.type === 'home' ? { home: true as const } : view ? { viewId: view.id } : {}),
  }
}

/** Listens for a button. What `work` returns is said to the clicker alone; when it throws, they are told `failed`. */
export const onAction = (
  app: App,
  actionId: string | RegExp,
  failed: string,
  work: (click: Click) => Promise<string | undefined>,
): void => {
  app.action(actionId, async ({ ack, body, context }) => {
    await ack()
    const { data, error: odd } = Payload.safeParse(body)
    // Without a person and a place there is nobody to answer.
    if (!data) return log.fault('slack.click-unreadable', odd, { actionId: String(actionId) })
    let words: string | undefined
    try {
      words = await work(toClick(data, context['requestId']))
    } catch (error) {
      log.fault('slack.click-failed', error, { actionId: String(actionId) })
      words = errorSentence(error, failed)
    }
    const { user, trigger_id: triggerId, channel, response_url: responseUrl } = data
    if (words) await replyTo({ user: user.id, triggerId, channel: channel?.id, responseUrl }, words)
  })
}
