// Why: a channel's own page: its messages without the replies, and the line to write on.
import { useEffect, useMemo } from 'react'
import { useDirectory } from '../data/directory.tsx'
import type { Loaded } from '../data/load.ts'
import type { Channel, ChatMessage } from '../data/shapes.ts'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { threadsOf } from './threads.ts'

interface Props {
  channel: Channel
  loaded: Loaded<ChatMessage[]> | undefined
  /** The message that the address points at. */
  target: string | undefined
  onOpenThread: (ts: string) => void
}

export function ChannelView({ channel, loaded, target, onOpenThread }: Props) {
  const { me } = useDirectory()
  const threads = useMemo(() => threadsOf(loaded?.data ?? []), [loaded?.data])
  const pointedAt = loaded?.data?.find(({ ts }) => ts === target)
  const threadOfTarget = pointedAt && !threads.top.includes(pointedAt) ? pointedAt.thread_ts : undefined
  useEffect(() => {
    if (threadOfTarget !== undefined) onOpenThread(threadOfTarget)
  }, [threadOfTarget, onOpenThread])

  return (
    <>
      {loaded?.error ? (
        <p className="banner" role="alert">
          {loaded.error}
        </p>
      ) : null}
      {loaded?.data ? null : <p className="empty">Loading messages…</p>}
      {loaded?.data && threads.top.length === 0 ? (
        <div className="empty">
          <p>Nothing here yet.</p>
          <p>{channel.purpose}</p>
        </div>
      ) : null}
      {threads.top.length > 0 ? (
        <MessageList
          key={`${me}/${channel.id}/${target ?? ''}`}
          target={target}
          label={`Messages in ${channel.name}`}
          channel={channel.id}
          messages={threads.top}
          repliesTo={threads.repliesTo}
          onOpenThread={onOpenThread}
        />
      ) : null}
      <Composer
        key={channel.id}
        channel={channel.id}
        label={`Write to ${channel.name}, or type a /claw command`}
      />
    </>
  )
}
