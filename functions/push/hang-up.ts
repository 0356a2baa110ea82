// A token that was revoked, taken at its word: the sockets that were opened with it are closed.
import { revocation } from '#domain/kill-switch/revocation.ts'
import { type RecordedEvent, readEvent } from '#domain/shared/recorded-event.ts'
import { hangUp } from '#gateways/agents.ts'
import { connectionsOf, removeConnection } from '#store/agent/live.ts'

export const hangUpRevoked = async (events: RecordedEvent[]): Promise<void> => {
  for (const record of events) {
    const event = readEvent(revocation, record)
    if (event?.type !== 'TokensRevoked') continue
    const { agent, tokens } = event
    // An operator holds no socket.
    if (agent === undefined) continue
    const connections = (await connectionsOf(agent)).filter(({ tokenHash }) => tokens.includes(tokenHash))
    for (const connection of connections) {
      await hangUp(connection.connectionId)
      await removeConnection(connection)
    }
  }
}
