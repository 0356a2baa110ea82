// Why: where to go: channels with what is unread, the bot, the agent, what runs; and who you are.
import type { ReactNode } from 'react'
import { ClockControl } from '../clock/clock-control.tsx'
import { useDirectory } from '../data/directory.tsx'
import type { Channel } from '../data/shapes.ts'
import { PersonSwitch } from './person-switch.tsx'
import { hashOf, type Place, type Route } from './route.ts'
import { toggleTheme, useTheme } from './theme.ts'

interface Props {
  channels: Channel[]
  unread: Record<string, number>
  route: Route
  onPerson: (id: string) => void
  onLeave: () => void
}

export function Rail({ channels, unread, route, onPerson, onLeave }: Props) {
  const { workspace } = useDirectory()
  const theme = useTheme()
  const { place, side } = route
  const keptSide: Route['side'] = side?.name === 'agent' ? side : undefined
  const link = (to: Place, testId: string, children: ReactNode) => (
    <li>
      <a
        href={hashOf({ place: to, side: keptSide })}
        data-testid={testId}
        aria-current={samePlace(to, place) ? 'page' : undefined}
        onClick={onLeave}
      >
        {children}
      </a>
    </li>
  )
  const channelLink = (channel: Channel) =>
    link(
      { name: 'channel', channel: channel.id },
      `channel-${channel.id}`,
      <>
        <span className="channel-name">
          {channel.is_im ? '' : '# '}
          {channel.name}
        </span>
        <Unread count={unread[channel.id] ?? 0} />
      </>,
    )

  return (
    <div className="rail" id="rail">
      <header className="rail-head">
        <strong>{workspace.team.name}</strong>
        <button
          type="button"
          className="button button-quiet"
          data-testid="theme"
          aria-label={theme === 'dark' ? 'Switch to light colours' : 'Switch to dark colours'}
          onClick={toggleTheme}
        >
          {theme === 'dark' ? '☀' : '☾'}
        </button>
      </header>
      <PersonSwitch onPerson={onPerson} />
      <nav aria-label="Workspace">
        <h2>Channels</h2>
        <ul>
          {channels
            .filter(({ is_im }) => !is_im)
            .map((channel) => (
              <Keyed key={channel.id}>{channelLink(channel)}</Keyed>
            ))}
        </ul>
        <h2>Bot</h2>
        <ul>
          {link({ name: 'home' }, 'home-link', 'App Home')}
          {channels
            .filter(({ is_im }) => is_im)
            .map((channel) => (
              <Keyed key={channel.id}>{channelLink(channel)}</Keyed>
            ))}
        </ul>
        <h2>Behind the scenes</h2>
        <ul>
          <li>
            <a
              href={hashOf({ place, side: keptSide ? undefined : { name: 'agent' } })}
              data-testid="agent-link"
              aria-expanded={keptSide !== undefined}
              onClick={onLeave}
            >
              Play an agent
            </a>
          </li>
          {link({ name: 'executions' }, 'executions-link', 'Workflows')}
        </ul>
      </nav>
      <ClockControl />
    </div>
  )
}

const Keyed = ({ children }: { children: ReactNode }) => children

const samePlace = (a: Place, b: Place) =>
  a.name === b.name && (a.name !== 'channel' || b.name !== 'channel' || a.channel === b.channel)

function Unread({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="badge" data-testid="unread">
      {count > 99 ? '99+' : count}
      <span className="visually-hidden"> unread</span>
    </span>
  )
}
