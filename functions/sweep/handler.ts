// Every minute: what was started and never heard of again becomes unknown, so that people find out how it ended.
import { randomUUID } from 'node:crypto'
import { limitSettings } from '#config/load.ts'
import { action } from '#domain/action/action.ts'
import { system } from '#domain/shared/actor.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { putSweep, readActions, readSweep, SHARDS, startedBetween } from '#store/action/started.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { readPosture } from '#store/posture.ts'
import { invocation } from '#telemetry/invocation.ts'

/** How far back the first sweep of all looks. */
const FIRST_DAYS = 7
/** Well inside the function's time limit; the rest is the next minute's. */
const WORK_MS = 40_000

const endSilent = async (
  streams: readonly string[],
  until: string,
  outcomeSeconds: number,
): Promise<void> => {
  const silent = (await readActions(streams)).filter(
    (each) => each.status === 'started' && each.startedAt <= until,
  )
  if (silent.length === 0) return
  const posture = await readPosture()
  for (const { request } of silent) {
    const now = new Date().toISOString()
    const tick = { type: 'TickApproval' as const, now, by: system('clock'), posture, outcomeSeconds }
    await runCommand(action, request.id, tick, { requestId: randomUUID() })
  }
}

const sweep = async (shard: number, until: string, outcomeSeconds: number): Promise<void> => {
  const stopAt = performance.now() + WORK_MS
  let place = (await readSweep(shard)) ?? plusSeconds(until, -FIRST_DAYS * 86_400)
  while (place < until && performance.now() < stopAt) {
    const { streams, next } = await startedBetween(shard, place, until)
    await endSilent(streams, until, outcomeSeconds)
    // Only what is done is passed: whoever dies here does the page again, and a second time changes nothing.
    await putSweep(shard, next)
    place = next
  }
}

/** @throws the table's errors; the next run goes on from the last page that was done */
export const handler = invocation(async (): Promise<void> => {
  const outcomeSeconds = limitSettings().outcome.withinMinutes * 60
  const until = plusSeconds(new Date().toISOString(), -outcomeSeconds)
  await Promise.all(SHARDS.map((shard) => sweep(shard, until, outcomeSeconds)))
})
