// Lets a script or a test play the workspace's administrators, who archive channels, remove the bot and revoke its token.
import { BotState, ChannelState } from './conditions.ts'
import { conversationOf, driven, type Stage, shown } from './driving.ts'
import type { Routes } from './ports.ts'

export function adminRoutes({ state }: Pick<Stage, 'state'>): Routes {
  return {
    'GET /_local/bot': shown(() => state.conditions.shown()),
    'POST /_local/bot': driven(BotState, (body) => {
      state.conditions.setBot(body)
      return state.conditions.shown()
    }),
    'POST /_local/channels/:id': driven(ChannelState, (body, { id = '' }) => {
      state.conditions.setChannel(conversationOf(state, id).id, body)
      return state.conditions.shown()
    }),
  }
}
