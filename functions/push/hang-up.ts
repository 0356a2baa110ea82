// A token that was revoked, taken at its word: the sockets that were opened with it are closed.
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { hangUp } from '#gateways/agents.ts'
import { connectionsOf, removeConnection } from '#store/agent/live.ts'

export const hangUpRevoked = async (events: RecordedEvent[]): Promise<void> => {
  for (const { action, data } of events) {
    if (action !== 'TokensRevoked') continue
    const { agent, tokens } = data as { agent: string; tokens: string[] }
    const connections = (await connectionsOf(agent)).filter(({ tokenHash }) => tokens.includes(tokenHash))
    for (const connection of connections) {
      await hangUp(connection.connectionId)
      await removeConnection(connection)
    }
  }
}
