// What the bot says in answer to a command or through a response URL, put where it belongs.

import { checkContent } from './api-chat.ts'
import { bot, type Fields, isFields, type Message } from './model.ts'
import type { Routes } from './ports.ts'
import type { ResponseTarget } from './response-urls.ts'
import { SlackError } from './slack-error.ts'
import type { State } from './state.ts'

/** The bot's answer as data: JSON, plain text, or nothing. */
export function answerOf(body: string): Fields | null {
  if (body.trim() === '') return null
  try {
    const json: unknown = JSON.parse(body)
    if (isFields(json)) return json
  } catch {
    // Slack takes a body that is not JSON as the text of the answer.
  }
  return { text: body }
}

/** Posts, replaces or deletes as the answer asks; returns the message there is now. Throws Slack's refusal. */
export function reply(state: State, target: ResponseTarget, answer: Fields): Message | undefined {
  const { messages, announce } = state
  const original = target.message_ts ? messages.get(target.channel, target.message_ts) : undefined
  const changed = () => announce({ type: 'channel', channel: target.channel })

  if (answer['delete_original'] === true) {
    if (original) messages.remove(original.channel, original.ts)
    changed()
    return undefined
  }
  const content = contentOf(answer)
  if (answer['replace_original'] === true && original) {
    const { blocks: _dropped, ...kept } = original
    const edited = { user: bot.id, ts: messages.nextTs() }
    const replaced = messages.save({ ...kept, ...content, ...(original.ephemeral_to ? {} : { edited }) })
    changed()
    return replaced
  }
  const thread = typeof answer['thread_ts'] === 'string' ? { thread_ts: answer['thread_ts'] } : {}
  const message = messages.add({
    channel: target.channel,
    user: bot.id,
    bot_id: bot.bot_id,
    app_id: bot.app_id,
    ...content,
    ...thread,
    ...(answer['response_type'] === 'in_channel' ? {} : { ephemeral_to: target.user }),
  })
  changed()
  return message
}

function contentOf({ text, blocks }: Fields) {
  if (blocks !== undefined && !(Array.isArray(blocks) && blocks.every(isFields))) {
    throw new SlackError('invalid_blocks_format')
  }
  return checkContent({ text: typeof text === 'string' ? text : undefined, blocks })
}

export function responseUrlRoutes(state: State): Routes {
  const { responseUrls } = state
  return {
    'POST /_slack/response/:id': async (request, { id = '' }) => {
      const target = responseUrls.use(id)
      if (typeof target === 'string') return Response.json({ ok: false, error: target }, { status: 404 })
      const answer = answerOf(await request.text())
      if (!answer) return new Response('no_text', { status: 400 })
      try {
        const message = reply(state, target, answer)
        if (message && !target.message_ts) responseUrls.pointTo(id, message.ts)
        return new Response('ok')
      } catch (error) {
        if (error instanceof SlackError) return new Response(error.code, { status: 400 })
        throw error
      }
    },
  }
}
