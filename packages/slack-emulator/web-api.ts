// The Slack Web API over HTTP, as much of it as the bot and its tests call.

import { chatMethods } from './api-chat.ts'
import { directoryMethods } from './api-directory.ts'
import { viewMethods } from './api-views.ts'
import { type Arguments, readArguments } from './arguments.ts'
import type { Fields } from './model.ts'
import type { Routes } from './ports.ts'
import { SlackError } from './slack-error.ts'
import type { State } from './state.ts'

type Method = (args: Arguments) => Fields

export function webApiRoutes(state: State, botToken: string): Routes {
  const methods: Record<string, Method> = {
    ...chatMethods(state),
    ...viewMethods(state),
    ...directoryMethods(state),
  }

  const answer = async (request: Request, name: string): Promise<Fields> => {
    try {
      const { token, args } = await readArguments(request)
      if (!token) throw new SlackError('not_authed')
      if (token !== botToken) throw new SlackError('invalid_auth')
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (!method) throw new SlackError('unknown_method', { req_method: name })
      state.conditions.check(name, args)
      return { ok: true, ...method(args) }
    } catch (error) {
      if (error instanceof SlackError) return { ok: false, error: error.code, ...error.details }
      throw error
    }
  }

  // Slack answers 200 to refusals too: `ok` says which it is; only who is too fast gets 429.
  const handle = async (request: Request, { method = '' }: Record<string, string>) => {
    const { retryAfter, ...body } = await answer(request, method)
    if (retryAfter === undefined) return Response.json(body)
    return Response.json(body, { status: 429, headers: { 'retry-after': String(retryAfter) } })
  }

  return { 'POST /_slack/api/:method': handle, 'GET /_slack/api/:method': handle }
}
