// Why: one message as its reader sees it: who, when, what, and whether anyone else sees it too.
import { memo } from 'react'
import { Blocks } from '../blocks/blocks.tsx'
import { useDirectory } from '../data/directory.tsx'
import { useNow } from '../data/now.ts'
import type { ChatMessage } from '../data/shapes.ts'
import { HostProvider } from '../elements/host.tsx'
import { Boundary } from '../shell/boundary.tsx'
import { Mrkdwn } from '../text/text.tsx'
import { ago, fullDate, secondsOf, timeOfDay } from '../text/times.ts'
import { Avatar } from './avatar.tsx'
import { Reactions } from './reactions.tsx'

interface Props {
  message: ChatMessage
  channel: string
  /** The address points at this one. */
  isTarget?: boolean
  /** The replies to this message, when it starts a thread that can be opened from here. */
  replies?: ChatMessage[]
  onOpenThread?: (ts: string) => void
}

export const MessageView = memo(function MessageView(props: Props) {
  const { message, channel, isTarget = false, replies = [], onOpenThread } = props
  const { me, userName, workspace } = useDirectory()
  const name = userName(message.user) ?? message.user
  const isBot = message.user === workspace.bot.id
  return (
    <article
      className={`message ${message.ephemeral_to ? 'message-ephemeral' : ''} ${isTarget ? 'message-target' : ''}`}
      data-ts={message.ts}
      data-ephemeral={message.ephemeral_to ? 'true' : undefined}
    >
      <Avatar id={message.user} name={name} />
      <div className="message-body">
        <div className="message-head">
          <strong>{name}</strong>
          {isBot ? <span className="tag">App</span> : null}
          <When seconds={secondsOf(message.ts)} />
          {message.edited ? <small>(edited)</small> : null}
          {message.ephemeral_to ? <small className="only-you">Only visible to you</small> : null}
        </div>
        <Boundary what="This message">
          <HostProvider user={me} place={{ channel, ts: message.ts }} blocks={message.blocks ?? []}>
            {message.blocks?.length ? (
              <Blocks blocks={message.blocks} />
            ) : (
              <Mrkdwn text={message.text ?? ''} />
            )}
          </HostProvider>
        </Boundary>
        <Reactions message={message} channel={channel} />
        {onOpenThread ? <ThreadLink message={message} replies={replies} onOpenThread={onOpenThread} /> : null}
      </div>
    </article>
  )
})

function When({ seconds }: { seconds: number }) {
  const now = useNow()
  return (
    <time dateTime={new Date(seconds * 1000).toISOString()} title={fullDate(seconds)}>
      {timeOfDay(seconds)} · {ago(seconds, now)}
    </time>
  )
}

function ThreadLink(props: {
  message: ChatMessage
  replies: ChatMessage[]
  onOpenThread: (ts: string) => void
}) {
  const { message, replies, onOpenThread } = props
  const now = useNow()
  const last = replies.at(-1)
  if (message.ephemeral_to) return null
  return (
    <button
      type="button"
      className={last ? 'thread-link' : 'thread-link thread-start'}
      data-testid="open-thread"
      onClick={() => onOpenThread(message.ts)}
    >
      {last ? (
        <>
          <b>{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</b> last reply{' '}
          {ago(secondsOf(last.ts), now)}
        </>
      ) : (
        'Reply in thread'
      )}
    </button>
  )
}
