// What keeps the bot from speaking in a real workspace: archived channels, the bot removed, a revoked token, a missing scope, a channel that hears too much.
import * as z from 'zod'
import type { Arguments } from './arguments.ts'
import type { Clock } from './ports.ts'
import { SlackError } from './slack-error.ts'

const tokenStates = ['ok', 'token_revoked', 'account_inactive', 'invalid_auth'] as const

/** As Slack's reference of each method says. */
const scopeOf: Record<string, string> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'conversations.open': 'im:write',
  'users.info': 'users:read',
}
const speaking = new Set(['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'chat.delete'])

export function createConditions(clock: Clock) {
  const archived = new Set<string>()
  const removed = new Set<string>()
  const posts = new Map<string, number[]>()
  let token: (typeof tokenStates)[number] = 'ok'
  let missing: string[] = []
  let postsPerSecond: number | undefined

  const hears = (channel: string) => {
    if (postsPerSecond === undefined) return
    const now = clock.now()
    const last = (posts.get(channel) ?? []).filter((at) => at > now - 1_000)
    if (last.length >= postsPerSecond) throw new SlackError('ratelimited', { retryAfter: 1 })
    posts.set(channel, [...last, now])
  }

  return {
    isArchived: (channel: string) => archived.has(channel),
    isMember: (channel: string) => !removed.has(channel),
    /** Throws Slack's refusal of this call, if anything stands in its way. */
    check: (method: string, { channel }: Arguments) => {
      if (token !== 'ok') throw new SlackError(token)
      const needed = scopeOf[method]
      if (needed && missing.includes(needed)) throw new SlackError('missing_scope', { needed, provided: '' })
      if (!channel) return
      if (speaking.has(method) && archived.has(channel))
        throw new SlackError(method === 'chat.update' ? 'is_inactive' : 'is_archived')
      if (removed.has(channel) && needed) throw new SlackError('not_in_channel')
      if (method === 'chat.postMessage') hears(channel)
    },
    setChannel: (id: string, is: { archived?: boolean | undefined; member?: boolean | undefined }) => {
      if (is.archived !== undefined) archived[is.archived ? 'add' : 'delete'](id)
      if (is.member !== undefined) removed[is.member ? 'delete' : 'add'](id)
    },
    setBot: (is: z.infer<typeof BotState>) => {
      token = is.token ?? token
      missing = is.missingScopes ?? missing
      if (is.postsPerSecond !== undefined) postsPerSecond = is.postsPerSecond ?? undefined
    },
    shown: () => ({
      archived: [...archived],
      removed: [...removed],
      token,
      missingScopes: missing,
      postsPerSecond: postsPerSecond ?? null,
    }),
  }
}

export const ChannelState = z.strictObject({
  archived: z.boolean().optional(),
  member: z.boolean().optional(),
})
export const BotState = z.strictObject({
  token: z.enum(tokenStates).optional(),
  missingScopes: z.array(z.string()).max(20).optional(),
  /** In each channel; null for no limit. */
  postsPerSecond: z.number().positive().max(1_000).nullable().optional(),
})
