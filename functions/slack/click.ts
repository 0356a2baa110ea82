// A click as our listeners see it, and the one way in which its outcome reaches the person who clicked.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { sentence } from '#blocks/shared/elements.ts'
import { postEphemeral } from '#gateways/slack.ts'
import { respondTo } from '#gateways/slack-response.ts'
import { log, troubleSentence } from './trouble.ts'

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
  view: z.object({ id: z.string() }).nullish(),
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
}

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

const toClick = (payload: z.infer<typeof Payload>, requestId: unknown): Click => {
  const { user, trigger_id, channel, container, view, actions } = payload
  return {
    user: user.id,
    triggerId: trigger_id,
    requestId: String(requestId ?? trigger_id),
    value: parsed(actions[0]?.value),
    ...(channel && container.message_ts && !container.is_ephemeral
      ? { message: { channel: channel.id, ts: container.message_ts } }
      : {}),
    ...(view ? { viewId: view.id } : {}),
  }
}

/** One sentence that only the clicker sees; over the click's own URL, or else in its channel. */
const whisper = async (body: unknown, words: string): Promise<void> => {
  const { data } = Payload.safeParse(body)
  if (!data) return
  const content = { text: words, blocks: [sentence(words)] }
  try {
    if (data.response_url) return await respondTo(data.response_url, content)
  } catch (error) {
    log('an answer over the click’s URL failed', error)
  }
  if (data.channel) await postEphemeral({ channel: data.channel.id, user: data.user.id, ...content })
}

/**
 * Listens for a button. What `work` returns is said to the clicker alone; when it throws, they are told `trouble`.
 */
export const onClick = (
  app: App,
  actionId: string | RegExp,
  trouble: string,
  work: (click: Click) => Promise<string | undefined>,
): void => {
  app.action(actionId, async ({ ack, body, context }) => {
    await ack()
    let words: string | undefined
    try {
      words = await work(toClick(Payload.parse(body), context['requestId']))
    } catch (error) {
      log(`a click on ${actionId} failed`, error)
      words = troubleSentence(error, trouble)
    }
    if (words) await whisper(body, words)
  })
}
