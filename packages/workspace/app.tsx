// Why: the frame of the page: rail, the place you are in, and what stands beside it.
import { useEffect, useMemo, useState } from 'react'
import { AgentPanel } from './agent/agent-panel.tsx'
import { useConversations, useUnread } from './data/conversations.ts'
import { DirectoryProvider } from './data/directory.tsx'
import { onChange } from './data/live.ts'
import { useLoaded } from './data/load.ts'
import { setWorkspaceNow } from './data/now.ts'
import { remember, remembered } from './data/remembered.ts'
import type { Channel, Workspace } from './data/shapes.ts'
import { Thread } from './messages/thread.tsx'
import { Modals } from './modals/modals.tsx'
import { Main } from './shell/main-area.tsx'
import { Rail } from './shell/rail.tsx'
import { useRoute } from './shell/route.ts'

export function App() {
  const { data: workspace, error } = useLoaded<Workspace>(
    '/_local/workspace',
    ({ type }) => type === 'people',
  )
  const [chosen, setChosen] = useState(() => remembered('person', ''))
  useEffect(() => {
    if (workspace) setWorkspaceNow(workspace.now)
  }, [workspace])
  useEffect(() => onChange((change) => change.type === 'clock' && setWorkspaceNow(change.now)), [])

  if (!workspace) return <p className="empty">{error ?? 'Opening the workspace…'}</p>
  const me = (workspace.people.find(({ id }) => id === chosen) ?? workspace.people[0])?.id ?? ''
  return (
    <DirectoryProvider workspace={workspace} me={me}>
      <Frame
        workspace={workspace}
        me={me}
        onPerson={(id) => {
          remember('person', id)
          setChosen(id)
        }}
      />
    </DirectoryProvider>
  )
}

interface FrameProps {
  workspace: Workspace
  me: string
  onPerson: (id: string) => void
}

function Frame({ workspace, me, onPerson }: FrameProps) {
  const channels = useMemo(() => channelsOf(workspace, me), [workspace, me])
  const { route, go } = useRoute(channels[0]?.id ?? '')
  const { place, side } = route
  const open = place.name === 'channel' ? place.channel : undefined
  const conversations = useConversations(channels, me)
  const unread = useUnread(conversations, me, open)
  const [railOpen, setRailOpen] = useState(false)
  const closeSide = () => go({ place, side: undefined })

  useEffect(() => {
    const total = Object.values(unread).reduce((sum, count) => sum + count, 0)
    document.title = `${total > 0 ? `(${total}) ` : ''}${workspace.team.name} workspace`
  }, [unread, workspace])

  return (
    <div className={`frame ${railOpen ? 'rail-open' : ''} ${side ? 'with-side' : ''}`}>
      <Rail
        channels={channels}
        unread={unread}
        route={route}
        onPerson={onPerson}
        onLeave={() => setRailOpen(false)}
      />
      <button
        type="button"
        className="scrim"
        aria-label="Close the menu"
        tabIndex={railOpen ? 0 : -1}
        onClick={() => setRailOpen(false)}
      />
      <Main
        place={place}
        channels={channels}
        conversations={conversations}
        railOpen={railOpen}
        onRail={() => setRailOpen(!railOpen)}
        go={go}
      />
      {side?.name === 'agent' ? <AgentPanel onClose={closeSide} /> : null}
      {side?.name === 'thread' && open ? (
        <Thread
          key={side.ts}
          channel={open}
          ts={side.ts}
          messages={conversations[open]?.data ?? []}
          onClose={closeSide}
        />
      ) : null}
      <Modals key={me} />
    </div>
  )
}

/** The channels for everyone, and this person's own direct messages with the bot. */
function channelsOf({ channels, bot }: Workspace, me: string): Channel[] {
  const direct = {
    id: `D${me}`,
    name: `Messages from ${bot.name}`,
    purpose: 'What the bot tells you alone.',
    is_im: true,
  }
  return [...channels.filter(({ is_im }) => !is_im), direct]
}
