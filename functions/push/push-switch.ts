// A turn of the switch, told to every agent on a socket that it concerns.
import { killSwitch } from '#domain/kill-switch/kill-switch.ts'
import type { Posture } from '#domain/posture.ts'
import { type RecordedEvent, readEvent } from '#domain/shared/recorded-event.ts'
import { switchMessage } from '#functions/contracts/live.ts'
import { switchAnswer } from '#functions/contracts/switch-answer.ts'
import { sendEach } from '#gateways/agents.ts'
import { allConnections, type Connection, connectionsOf, removeConnection } from '#store/agent/live.ts'
import { pausedRuns } from '#store/limits/runs.ts'
import { readPosture } from '#store/posture.ts'

/** The scope whose mode is another one now; undefined for what changes none. A paused run concerns its agent. */
const changedScope = (record: RecordedEvent): string | undefined => {
  const event = readEvent(killSwitch, record)
  if (event?.type === 'RunPaused') return `agent:${event.agent}`
  if (event?.type === 'SwitchEngaged') return event.engagement.scope
  return event?.type === 'SwitchReleased' || event?.type === 'SwitchEnded' ? event.scope : undefined
}

/** One agent's own scope concerns nobody else; a skill or a channel may be anybody's. */
const concerned = async (scopes: string[]): Promise<Connection[]> => {
  const agents = scopes.map((scope) => /^agent:(.*)$/.exec(scope)?.[1])
  if (agents.includes(undefined)) return allConnections()
  return (await Promise.all(agents.map((agent) => connectionsOf(agent!)))).flat()
}

/** The paused runs of each agent that may run at all: a stop of everything waits for no further look. */
const runsOf = async (connections: Connection[], posture: Posture, now: string) => {
  const running = new Set(
    connections
      .map(({ agent }) => agent)
      .filter((agent) => switchAnswer(posture, agent, now).effective !== 'paused'),
  )
  return new Map(
    await Promise.all([...running].map(async (agent) => [agent, await pausedRuns(agent, now)] as const)),
  )
}

/** Whether everybody on an open socket has heard how the switch stands now. */
export const pushSwitch = async (events: RecordedEvent[]): Promise<boolean> => {
  const scopes = [...new Set(events.flatMap((event) => changedScope(event) ?? []))]
  if (scopes.length === 0) return true
  const [connections, posture] = await Promise.all([concerned(scopes), readPosture()])
  const now = new Date().toISOString()
  const runs = await runsOf(connections, posture, now)
  const { gone, failed } = await sendEach(connections, ({ agent }) =>
    switchMessage(posture, agent, now, runs.get(agent) ?? []),
  )
  await Promise.all(gone.map(removeConnection))
  return failed.length === 0
}
