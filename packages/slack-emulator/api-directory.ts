// auth.test, users.*, usergroups.* and conversations.*: what the bot may look up.
import { asSeenByApps } from './api-chat.ts'
import type { Arguments } from './arguments.ts'
import { isWithin } from './message-store.ts'
import { bot, type Message, team } from './model.ts'
import { SlackError } from './slack-error.ts'
import type { State } from './state.ts'

export function directoryMethods({ directory, messages, conditions, baseUrl }: State) {
  const conversationOf = ({ channel }: Arguments) => {
    const found = channel ? directory.conversation(channel) : undefined
    if (!found) throw new SlackError('channel_not_found')
    return found
  }

  const describe = ({ id, name, purpose, user }: ReturnType<typeof conversationOf>) => ({
    id,
    ...(user
      ? { user }
      : { name, name_normalized: name, purpose: { value: purpose, creator: '', last_set: 0 } }),
    is_channel: !user,
    is_im: Boolean(user),
    is_private: Boolean(user),
    is_archived: conditions.isArchived(id),
    is_member: conditions.isMember(id),
    created: 0,
  })

  const visible = (message: Message) => !message.ephemeral_to
  const isRoot = ({ thread_ts, subtype }: Message) => !thread_ts || subtype === 'thread_broadcast'

  const threadFacts = (message: Message) => {
    const replies = messages.thread(message.channel, message.ts).filter(visible).slice(1)
    if (message.thread_ts || replies.length === 0) return {}
    const users = [...new Set(replies.map(({ user }) => user))]
    const latest = { latest_reply: replies.at(-1)?.ts, reply_users: users, reply_users_count: users.length }
    return { thread_ts: message.ts, reply_count: replies.length, ...latest }
  }

  const shown = (message: Message, { include_all_metadata }: Arguments) => ({
    ...asSeenByApps(message, include_all_metadata),
    ...threadFacts(message),
  })

  return {
    'auth.test': () => ({
      url: `${baseUrl()}/`,
      team: team.name,
      team_id: team.id,
      user: bot.name,
      user_id: bot.id,
      bot_id: bot.bot_id,
      is_enterprise_install: false,
    }),
    'users.info': ({ user }: Arguments) => {
      const profile = user ? directory.profile(user) : undefined
      if (!profile) throw new SlackError('user_not_found')
      return { user: profile }
    },
    'users.list': (args: Arguments) => {
      const { items, next } = paged([...directory.people, { id: bot.id }], args)
      return { members: items.map(({ id }) => directory.profile(id)), ...next }
    },
    'usergroups.list': () => ({
      usergroups: directory.groups().map(({ id, role, users }) => ({
        id,
        team_id: team.id,
        is_usergroup: true,
        name: role,
        handle: role,
        description: '',
        date_delete: 0,
        user_count: users.length,
        users,
      })),
    }),
    'usergroups.users.list': ({ usergroup }: Arguments) => {
      const group = directory.groups().find(({ id }) => id === usergroup)
      if (!group) throw new SlackError('no_such_subteam')
      return { users: group.users }
    },
    'conversations.info': (args: Arguments) => ({ channel: describe(conversationOf(args)) }),
    'conversations.open': ({ users, channel }: Arguments) => {
      const found = directory.conversation(users ?? channel ?? '')
      if (!found?.user) throw new SlackError(users ? 'user_not_found' : 'channel_not_found')
      return { channel: describe(found), no_op: true, already_open: true }
    },
    'conversations.history': (args: Arguments) => {
      const found = messages.list(conversationOf(args).id, args).filter(visible).filter(isRoot)
      const { items, next } = paged(found.reverse(), args)
      return { messages: items.map((message) => shown(message, args)), ...next }
    },
    'conversations.replies': (args: Arguments) => {
      const thread = messages.thread(conversationOf(args).id, args.ts ?? '').filter(visible)
      const [parent, ...replies] = thread
      if (!parent || parent.ts !== args.ts) throw new SlackError('thread_not_found')
      // Slack gives the first message of a thread whatever the range.
      const { items, next } = paged([parent, ...replies.filter(({ ts }) => isWithin(ts, args))], args)
      return { messages: items.map((message) => shown(message, args)), ...next }
    },
  }
}

/** One page; the cursor is the number of items before it, wrapped so that nobody counts on its form. */
function paged<T>(all: T[], { cursor, limit = 100 }: Arguments) {
  const start = cursor ? Number(/^from:(\d+)$/.exec(atobOrEmpty(cursor))?.[1] ?? Number.NaN) : 0
  if (Number.isNaN(start)) throw new SlackError('invalid_cursor')
  const end = start + limit
  const has_more = end < all.length
  const next = { has_more, response_metadata: { next_cursor: has_more ? btoa(`from:${end}`) : '' } }
  return { items: all.slice(start, end), next }
}

const atobOrEmpty = (text: string) => {
  try {
    return atob(text)
  } catch {
    return ''
  }
}
