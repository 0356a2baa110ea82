// The first word on a new socket: how the switch stands, read after the socket was noted, so that no turn falls in between.
import { switchMessage } from '#functions/contracts/live.ts'
import { hangUp, send } from '#gateways/agents.ts'
import { type Connection, removeConnection } from '#store/agent/live.ts'
import { pausedRuns } from '#store/limits/runs.ts'
import { readPosture } from '#store/posture.ts'

/** The table may speak of a socket before API Gateway has opened it. */
const TRIES = 10
const PAUSE_MS = 100

const greetOne = async (connection: Connection): Promise<void> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = new Date().toISOString()
    const { agent } = connection
    const [posture, runs] = await Promise.all([readPosture(), pausedRuns(agent, now)])
    const message = switchMessage(posture, agent, now, runs)
    if (await send(connection.connectionId, message)) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  await removeConnection(connection)
}

/** A socket that could not be greeted is closed: its agent would take the silence for leave to go on. */
export const greet = async (connections: Connection[]): Promise<void> => {
  await Promise.all(
    connections.map((connection) => greetOne(connection).catch(() => hangUp(connection.connectionId))),
  )
}
