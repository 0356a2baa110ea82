// A shortcut as our listeners see it, and the one way in which its outcome reaches the person who used it.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { log } from '#telemetry/log.ts'
import { errorSentence } from './errors.ts'
import type { Sentences } from './on-submit.ts'
import { replyTo } from './reply.ts'
import { ANSWER_MS, within } from './time-outs.ts'

const Payload = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), text: z.string().nullish() }).optional(),
})

export interface Shortcut {
  user: string
  triggerId: string
  requestId: string
  /** The message in whose menu it stands; undefined for a global shortcut. */
  message?: { channel: string; ts: string; text: string }
}

/** Listens for a shortcut. What `work` returns is said to whoever used it alone. */
export const onShortcut = (
  app: App,
  callbackId: string,
  { failed, late }: Sentences,
  work: (shortcut: Shortcut) => Promise<string | undefined>,
): void => {
  app.shortcut(callbackId, async ({ ack, body, context }) => {
    await ack()
    const { data, error: odd } = Payload.safeParse(body)
    // Without a person and a place there is nobody to answer.
    if (!data) return log.fault('slack.shortcut-unreadable', odd, { callbackId })
    const { user, trigger_id: triggerId, response_url: responseUrl, channel, message } = data
    const shortcut: Shortcut = {
      user: user.id,
      triggerId,
      requestId: String(context['requestId'] ?? triggerId),
      ...(channel && message
        ? { message: { channel: channel.id, ts: message.ts, text: message.text ?? '' } }
        : {}),
    }
    const words = await within(
      ANSWER_MS,
      work(shortcut).catch((error: unknown) => {
        log.fault('slack.shortcut-failed', error, { callbackId })
        return errorSentence(error, failed)
      }),
      late,
    )
    if (words) await replyTo({ user: user.id, triggerId, channel: channel?.id, responseUrl }, words)
  })
}
