// Why: the side panel that tells a thread's story from its first message on.
import { useDirectory } from '../data/directory.tsx'
import type { ChatMessage } from '../data/shapes.ts'
import { Panel } from '../shell/panel.tsx'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { threadsOf } from './threads.ts'

interface Props {
  channel: string
  ts: string
  messages: ChatMessage[]
  onClose: () => void
}

export function Thread({ channel, ts, messages, onClose }: Props) {
  const { channelName } = useDirectory()
  const root = messages.find((message) => message.ts === ts)
  return (
    <Panel title="Thread" subtitle={`#${channelName(channel) ?? channel}`} onClose={onClose} testId="thread">
      {root ? (
        <MessageList
          key={ts}
          label="Thread"
          channel={channel}
          messages={[root, ...threadsOf(messages).repliesTo(ts)]}
        />
      ) : (
        <p className="empty">This message is no longer there.</p>
      )}
      <Composer channel={channel} threadTs={ts} label="Reply" />
    </Panel>
  )
}
