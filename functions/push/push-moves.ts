// An action that moved, told to the agent that waits for it.
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { actionMessage } from '#functions/contracts/live.ts'
import { type LiveMessage, sendEach } from '#gateways/agents.ts'
import { type Connection, connectionsOf, removeConnection } from '#store/agent/live.ts'

export const pushMoves = async (events: RecordedEvent[]): Promise<void> => {
  const moves = events.flatMap((event) => {
    const message = actionMessage(event)
    return message && event.agent ? [{ agent: event.agent, message }] : []
  })
  const agents = [...new Set(moves.map(({ agent }) => agent))]
  const sockets = new Map(
    await Promise.all(agents.map(async (agent) => [agent, await connectionsOf(agent)] as const)),
  )
  const posts: (Connection & { message: LiveMessage })[] = moves.flatMap(({ agent, message }) =>
    (sockets.get(agent) ?? []).map((connection) => ({ ...connection, message })),
  )
  const { gone } = await sendEach(posts, ({ message }) => message)
  await Promise.all(gone.map(removeConnection))
}
