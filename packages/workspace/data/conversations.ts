// Why: every channel is kept loaded, not only the open one: the rail counts what was not read yet.
import { useEffect, useState } from 'react'
import { secondsOf } from '../text/times.ts'
import { keepLoaded, type Loaded } from './load.ts'
import { remember, remembered } from './remembered.ts'
import type { Channel, ChatMessage } from './shapes.ts'

export type Conversations = Record<string, Loaded<ChatMessage[]>>

/** The messages of every channel as `me` sees them: other people's ephemeral messages are left out. */
export function useConversations(channels: Channel[], me: string): Conversations {
  const [conversations, setConversations] = useState<Conversations>({})
  useEffect(() => {
    setConversations({})
    const stops = channels.map(({ id }) =>
      keepLoaded<{ messages: ChatMessage[] }>(
        `/_local/channels/${id}/messages?user=${encodeURIComponent(me)}`,
        (change) => change.type === 'channel' && change.channel === id,
        (result) =>
          setConversations((before) => ({
            ...before,
            [id]:
              'data' in result ? { data: visibleTo(me, result.data.messages) } : { ...before[id], ...result },
          })),
      ),
    )
    return () => {
      for (const stop of stops) stop()
    }
  }, [channels, me])
  return conversations
}

const visibleTo = (me: string, messages: ChatMessage[]) =>
  messages.filter((message) => message.ephemeral_to === undefined || message.ephemeral_to === me)

/** How many messages of others each channel has that `me` did not see; looking at a channel reads it. */
export function useUnread(
  conversations: Conversations,
  me: string,
  open: string | undefined,
): Record<string, number> {
  const [read, setRead] = useState<Record<string, string>>(() => remembered('read', {}))
  const latest = open ? conversations[open]?.data?.at(-1)?.ts : undefined
  useEffect(() => {
    if (open === undefined || latest === undefined || document.hidden) return
    setRead((before) => {
      const after = { ...before, [`${me}/${open}`]: latest }
      remember('read', after)
      return after
    })
  }, [open, latest, me])

  const counts: Record<string, number> = {}
  for (const [channel, { data }] of Object.entries(conversations)) {
    const seen = secondsOf(read[`${me}/${channel}`] ?? '0')
    counts[channel] =
      channel === open ? 0 : (data ?? []).filter((m) => m.user !== me && secondsOf(m.ts) > seen).length
  }
  return counts
}
