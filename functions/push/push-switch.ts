// A turn of the switch, told to every agent on a socket that it concerns.
import { killSwitch } from '#domain/kill-switch/kill-switch.ts'
import { type RecordedEvent, readEvent } from '#domain/shared/recorded-event.ts'
import { switchMessage } from '#functions/contracts/live.ts'
import { sendEach } from '#gateways/agents.ts'
import { allConnections, type Connection, connectionsOf, removeConnection } from '#store/agent/live.ts'
import { readPosture } from '#store/posture.ts'

/** The scope whose mode is another one now; undefined for what changes none. */
const changedScope = (record: RecordedEvent): string | undefined => {
  const event = readEvent(killSwitch, record)
  if (event?.type === 'SwitchEngaged') return event.engagement.scope
  return event?.type === 'SwitchReleased' || event?.type === 'SwitchEnded' ? event.scope : undefined
}

/** One agent's own scope concerns nobody else; a skill or a channel may be anybody's. */
const concerned = async (scopes: string[]): Promise<Connection[]> => {
  const agents = scopes.map((scope) => /^agent:(.*)$/.exec(scope)?.[1])
  if (agents.includes(undefined)) return allConnections()
  return (await Promise.all(agents.map((agent) => connectionsOf(agent!)))).flat()
}

/** Whether everybody on an open socket has heard how the switch stands now. */
export const pushSwitch = async (events: RecordedEvent[]): Promise<boolean> => {
  const scopes = [...new Set(events.flatMap((event) => changedScope(event) ?? []))]
  if (scopes.length === 0) return true
  const [connections, { killSwitch }] = await Promise.all([concerned(scopes), readPosture()])
  const now = new Date().toISOString()
  const { gone, failed } = await sendEach(connections, ({ agent }) => switchMessage(killSwitch, agent, now))
  await Promise.all(gone.map(removeConnection))
  return failed.length === 0
}
