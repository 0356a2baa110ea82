// Records what the clocks have decided, then tells people: the card as it stands and one line in its thread for each thing that happened.
import { randomUUID } from 'node:crypto'
import { limitSettings } from '#config/load.ts'
import { action } from '#domain/action/action.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { nextDueAt, type Phase, phaseOf } from '#domain/action/timers.ts'
import { system } from '#domain/shared/actor.ts'
import { secondsUntil } from '#domain/shared/time.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { readPosture } from '#store/posture.ts'
import { invocation } from '#telemetry/invocation.ts'
import { notifyDeciders, postThread, showCard } from '#workflows/approval-gate/card.ts'
import { secondsToWait } from '#workflows/posting.ts'

interface Output {
  id: string
  /** `posting`: only Slack is waited for. */
  phase: Phase | 'posting'
  waitSeconds: number
}

/** @throws SlackUnavailable and table errors, which the workflow retries; what was recorded stays recorded */
export const handler = invocation(async ({ id }: { id: string }): Promise<Output> => {
  const now = new Date().toISOString()
  const posture = await readPosture()
  const outcomeSeconds = limitSettings().outcome.withinMinutes * 60
  const { state } = await runCommand(
    action,
    id,
    { type: 'TickApproval', now, by: system('clock'), posture, outcomeSeconds },
    { requestId: randomUUID() },
  )
  if (state.status === 'none') throw new Error(`${id} does not exist`)

  const due = secondsToNext(state, now, outcomeSeconds)
  const wait = await secondsToWait(async () => {
    await showCard(state, now)
    await notifyDeciders(state)
    await postThread(state, now)
  })
  if (wait !== undefined) return { id, phase: 'posting', waitSeconds: Math.min(wait, due) }
  return { id, phase: phaseOf(state), waitSeconds: due }
})

/** How long to wait before looking again where no clock runs. */
const A_DAY = 86_400

/** At least a second: Step Functions takes no shorter timeout. */
const secondsToNext = (state: KnownAction, now: string, outcomeSeconds: number): number => {
  const due = nextDueAt(state, outcomeSeconds)
  return due === undefined ? A_DAY : Math.max(1, secondsUntil(now, due))
}
