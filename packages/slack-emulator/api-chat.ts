// chat.*, reactions.* and pins.add: what the bot does to messages.
import type { Arguments } from './arguments.ts'
import { validateBlocks, validateMetadata } from './limits.ts'
import { isTooLong } from './limits-across.ts'
import { bot, type Fields, type Message, team } from './model.ts'
import { refuse, SlackError } from './slack-error.ts'
import type { State } from './state.ts'
import { withIds } from './view-store.ts'

const maxTextCharacters = 40_000

type Content = Pick<Arguments, 'text' | 'blocks' | 'attachments' | 'metadata'>

/** What a message says, checked as Slack checks it. Throws Slack's refusal. */
export function checkContent({
  text,
  blocks,
  attachments,
  metadata,
}: Content): Pick<Message, 'text' | 'blocks'> {
  if (!text && !blocks?.length && !attachments?.length) throw new SlackError('no_text')
  if ((text?.length ?? 0) > maxTextCharacters) throw new SlackError('msg_too_long')
  if (blocks && isTooLong(blocks)) throw new SlackError('msg_blocks_too_long')
  refuse('invalid_blocks', blocks ? validateBlocks(blocks, 'message') : [])
  if (metadata !== undefined) refuse('invalid_metadata_format', validateMetadata(metadata))
  return { text: text ?? '', ...(blocks?.length ? { blocks: withIds(blocks) } : {}) }
}

export function chatMethods(state: State) {
  const { messages, directory, announce } = state

  const changed = (message: Message) => announce({ type: 'channel', channel: message.channel })

  const channelOf = ({ channel }: Arguments) => {
    const found = channel ? directory.conversation(channel) : undefined
    if (!found) throw new SlackError('channel_not_found')
    return found.id
  }

  const messageOf = (args: Arguments, ts: string | undefined) => {
    const found = ts ? messages.get(channelOf(args), ts) : undefined
    if (!found || found.ephemeral_to) throw new SlackError('message_not_found')
    return found
  }

  /** Replies go to the thread's first message, also when a reply was named. */
  const threadOf = (channel: string, ts: string | undefined) => {
    if (!ts) return {}
    const parent = messages.get(channel, ts)
    if (!parent || parent.ephemeral_to) throw new SlackError('cannot_reply_to_message')
    return { thread_ts: parent.thread_ts ?? parent.ts }
  }

  const post = (args: Arguments, extra: Partial<Message> = {}) => {
    const channel = channelOf(args)
    const message = messages.add({
      channel,
      user: bot.id,
      bot_id: bot.bot_id,
      app_id: bot.app_id,
      ...checkContent(args),
      ...threadOf(channel, args.thread_ts),
      ...(args.metadata ? { metadata: args.metadata as Fields } : {}),
      ...extra,
    })
    changed(message)
    return message
  }

  return {
    'chat.postMessage': (args: Arguments) => {
      const broadcast = args.thread_ts && args.reply_broadcast ? { subtype: 'thread_broadcast' } : {}
      const message = post(args, broadcast)
      return { channel: message.channel, ts: message.ts, message: asSeenByApps(message, true) }
    },
    'chat.postEphemeral': (args: Arguments) => {
      if (!args.user || !directory.person(args.user)) throw new SlackError('user_not_in_channel')
      return { message_ts: post(args, { ephemeral_to: args.user }).ts }
    },
    'chat.update': (args: Arguments) => {
      const old = messageOf(args, args.ts)
      if (old.user !== bot.id) throw new SlackError('cant_update_message')
      // An empty list of blocks removes them, and so does a new text that comes without any.
      const content = args.blocks && args.text === undefined ? { ...args, text: old.text } : args
      const { blocks: _dropped, ...kept } = old
      const message = messages.save({
        ...kept,
        ...checkContent(content),
        ...(args.metadata ? { metadata: args.metadata as Fields } : {}),
        edited: { user: bot.id, ts: messages.nextTs() },
      })
      changed(message)
      const { channel, ts, text } = message
      return { channel, ts, text, message: asSeenByApps(message, true) }
    },
    'chat.delete': (args: Arguments) => {
      const old = messageOf(args, args.ts)
      if (old.user !== bot.id) throw new SlackError('cant_delete_message')
      messages.remove(old.channel, old.ts)
      changed(old)
      return { channel: old.channel, ts: old.ts }
    },
    'chat.getPermalink': (args: Arguments) => {
      const { channel, ts } = messageOf(args, args.message_ts)
      return { channel, permalink: permalinkOf(state, channel, ts) }
    },
    'reactions.add': (args: Arguments) => {
      changed(react(state, messageOf(args, args.timestamp), bot.id, requiredName(args)))
      return {}
    },
    'reactions.remove': (args: Arguments) => {
      const message = messageOf(args, args.timestamp)
      const mine = message.reactions?.find(({ name }) => name === requiredName(args))
      if (!mine?.users.includes(bot.id)) throw new SlackError('no_reaction')
      const users = mine.users.filter((user) => user !== bot.id)
      const others = message.reactions?.filter((reaction) => reaction !== mine) ?? []
      const left = users.length > 0 ? [...others, { ...mine, users, count: users.length }] : others
      changed(messages.save({ ...message, reactions: left }))
      return {}
    },
    'pins.add': (args: Arguments) => {
      const message = messageOf(args, args.timestamp)
      if (message.pinned_to) throw new SlackError('already_pinned')
      changed(messages.save({ ...message, pinned_to: [message.channel] }))
      return {}
    },
  }
}

const requiredName = ({ name }: Arguments) => {
  if (!name) throw new SlackError('invalid_name')
  return name
}

/** Adds a person's (or the bot's) emoji to a message; the same one twice is refused as Slack does. */
export function react({ messages }: State, message: Message, user: string, name: string): Message {
  const reactions = message.reactions ?? []
  const known = reactions.find((reaction) => reaction.name === name)
  if (known?.users.includes(user)) throw new SlackError('already_reacted')
  const users = [...(known?.users ?? []), user]
  const others = reactions.filter((reaction) => reaction !== known)
  return messages.save({ ...message, reactions: [...others, { name, users, count: users.length }] })
}

/** A link to a message; on the laptop it leads to the workspace page. */
export const permalinkOf = ({ baseUrl }: State, channel: string, ts: string): string =>
  `${baseUrl()}/archives/${channel}/p${ts.replace('.', '')}`

/** A message as the Web API and payloads carry it. Metadata only where it was asked for. */
export function asSeenByApps(message: Message, withMetadata = false): Fields {
  const { channel: _in, ephemeral_to: _to, metadata, ...shown } = message
  return { type: 'message', team: team.id, ...shown, ...(withMetadata && metadata ? { metadata } : {}) }
}
