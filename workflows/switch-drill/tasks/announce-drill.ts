// Ends a drill whose time is over, and shows how it stands.
import { randomUUID } from 'node:crypto'
import { drillCard } from '#blocks/kill-switch/drill-card.ts'
import { channelOf } from '#config/load.ts'
import { DRILL, switchDrill } from '#domain/kill-switch/drill.ts'
import { secondsUntil } from '#domain/shared/time.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { invocation } from '#telemetry/invocation.ts'
import { secondsToWait, showCard } from '#workflows/posting.ts'

interface Input {
  startedAt: string
}
interface Output extends Input {
  over: boolean
  waitSeconds: number
}

/** @throws SlackUnavailable and table errors, which the workflow retries */
export const handler = invocation(async ({ startedAt }: Input): Promise<Output> => {
  const now = new Date().toISOString()
  const { state } = await runCommand(
    switchDrill,
    DRILL,
    { type: 'EndDrill', now },
    { requestId: randomUUID() },
  )
  const { drill } = state
  if (drill?.startedAt !== startedAt) return { startedAt, over: true, waitSeconds: 1 }
  const place = {
    stream: `switch-drill/${DRILL}`,
    workflow: startedAt,
    lane: 'rest' as const,
    ...channelOf('operations'),
    since: startedAt,
  }
  const wait = await secondsToWait(() => showCard(place, drillCard(drill)))
  const over = drill.endedAt !== undefined && wait === undefined
  return { startedAt, over, waitSeconds: wait ?? Math.max(1, secondsUntil(now, drill.endsAt)) }
})
