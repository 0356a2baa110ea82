// A turn of the switch, told to every agent on a socket that it concerns.
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { switchMessage } from '#functions/contracts/live.ts'
import { sendEach } from '#gateways/agents.ts'
import { allConnections, type Connection, connectionsOf, removeConnection } from '#store/agent/live.ts'
import { readPosture } from '#store/posture.ts'

const changes = new Set(['SwitchEngaged', 'SwitchReleased', 'SwitchEnded'])

const scopeOf = ({ data }: RecordedEvent): string => {
  const { scope, engagement } = data as { scope?: string; engagement?: { scope: string } }
  return engagement?.scope ?? scope ?? 'all'
}

/** One agent's own scope concerns nobody else; a skill or a channel may be anybody's. */
const concerned = async (scopes: string[]): Promise<Connection[]> => {
  const agents = scopes.map((scope) => /^agent:(.*)$/.exec(scope)?.[1])
  if (agents.includes(undefined)) return allConnections()
  return (await Promise.all(agents.map((agent) => connectionsOf(agent!)))).flat()
}

/** Whether everybody on an open socket has heard how the switch stands now. */
export const pushSwitch = async (events: RecordedEvent[]): Promise<boolean> => {
  const changed = events.filter(({ action }) => changes.has(action))
  if (changed.length === 0) return true
  const scopes = [...new Set(changed.map(scopeOf))]
  const [connections, { killSwitch }] = await Promise.all([concerned(scopes), readPosture()])
  const now = new Date().toISOString()
  const { gone, failed } = await sendEach(connections, ({ agent }) => switchMessage(killSwitch, agent, now))
  await Promise.all(gone.map(removeConnection))
  return failed.length === 0
}
