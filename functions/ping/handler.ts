// A sign of life to every agent on `/v1/live`, so that a dead line is noticed on both sides.
import { sendEach } from '#gateways/agents.ts'
import { allConnections, removeConnection } from '#store/agent/live.ts'
import { invocation } from '#telemetry/invocation.ts'

/** What clients are promised; a schedule cannot fire more often than once a minute, so one run pings twice. */
const EVERY_MS = 30_000

const ping = async (): Promise<void> => {
  const { gone } = await sendEach(await allConnections(), () => ({ type: 'ping' }))
  await Promise.all(gone.map(removeConnection))
}

export const handler = invocation(async ({ rounds = 1 }: { rounds?: number }): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    await ping()
  }
})
