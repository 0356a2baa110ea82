// Why: replies belong to a message, not to the channel, unless they were sent to the channel as well.
import type { ChatMessage } from '../data/shapes.ts'

const isReply = ({ ts, thread_ts }: ChatMessage) => thread_ts !== undefined && thread_ts !== ts

export function threadsOf(messages: ChatMessage[]) {
  const known = new Set(messages.map(({ ts }) => ts))
  const replies = new Map<string, ChatMessage[]>()
  for (const message of messages) {
    if (!isReply(message) || message.thread_ts === undefined) continue
    replies.set(message.thread_ts, [...(replies.get(message.thread_ts) ?? []), message])
  }
  const isTop = (message: ChatMessage) =>
    !isReply(message) || message.subtype === 'thread_broadcast' || !known.has(message.thread_ts ?? '')
  return { top: messages.filter(isTop), repliesTo: (ts: string) => replies.get(ts) ?? none }
}

/** One empty list for all, so that a message without replies is not drawn again. */
const none: ChatMessage[] = []
