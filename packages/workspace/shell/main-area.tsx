// Why: the middle of the page: a bar that says where you are, and that place.
import { useCallback } from 'react'
import type { Conversations } from '../data/conversations.ts'
import { useConnected } from '../data/live.ts'
import type { Channel } from '../data/shapes.ts'
import { ChannelView } from '../messages/channel.tsx'
import { Executions } from './executions.tsx'
import { Home } from './home.tsx'
import type { Place, Route } from './route.ts'

interface Props {
  place: Place
  channels: Channel[]
  conversations: Conversations
  railOpen: boolean
  onRail: () => void
  go: (route: Route) => void
}

export function Main({ place, channels, conversations, railOpen, onRail, go }: Props) {
  const connected = useConnected()
  const channelId = place.name === 'channel' ? place.channel : undefined
  const channel = channels.find(({ id }) => id === channelId)
  const openThread = useCallback(
    (ts: string) => {
      if (channelId) go({ place: { name: 'channel', channel: channelId }, side: { name: 'thread', ts } })
    },
    [channelId, go],
  )
  return (
    <main>
      <header className="bar">
        <button
          type="button"
          className="button button-quiet rail-toggle"
          data-testid="menu"
          aria-label="Menu"
          aria-expanded={railOpen}
          aria-controls="rail"
          onClick={onRail}
        >
          ☰
        </button>
        <h1>
          {titleOf(place, channel)} <small>{purposeOf(place, channel)}</small>
        </h1>
      </header>
      {connected ? null : (
        <p className="banner" role="alert">
          Not connected: what you see may be old. Trying again…
        </p>
      )}
      {place.name === 'home' ? <Home /> : null}
      {place.name === 'executions' ? <Executions /> : null}
      {channel ? (
        <ChannelView
          channel={channel}
          loaded={conversations[channel.id]}
          target={place.name === 'channel' ? place.at : undefined}
          onOpenThread={openThread}
        />
      ) : null}
      {place.name === 'channel' && !channel ? (
        <p className="empty">There is no channel “{channelId}” for you.</p>
      ) : null}
    </main>
  )
}

function titleOf(place: Place, channel: Channel | undefined): string {
  if (place.name === 'home') return 'App Home'
  if (place.name === 'executions') return 'Workflows'
  return `${channel?.is_im ? '' : '#'}${channel?.name ?? place.channel}`
}

function purposeOf(place: Place, channel: Channel | undefined): string {
  if (place.name === 'home') return 'what the bot shows you alone'
  if (place.name === 'executions') return 'what waits, and in which state'
  return channel?.purpose ?? ''
}
