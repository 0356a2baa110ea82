// Records what the clocks have decided, then tells people: the card as it stands and one line in its thread for each thing that happened.
import { randomUUID } from 'node:crypto'
import { action } from '#domain/action/action.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { nextDueAt, type Phase, phaseOf } from '#domain/action/timers.ts'
import { system } from '#domain/shared/actor.ts'
import { secondsUntil } from '#domain/shared/time.ts'
import { SlackRateLimited } from '#gateways/slack-errors.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { readPosture } from '#store/posture.ts'
import { readCard } from '#store/workflow-items.ts'
import { postpone, postThread, showCard } from '#workflows/approval-gate/card.ts'

interface Output {
  id: string
  phase: Phase | 'telling'
  waitSeconds: number
}

/** @throws SlackUnavailable and table errors, which the workflow retries; what was recorded stays recorded */
export const handler = async ({ id }: { id: string }): Promise<Output> => {
  const now = new Date().toISOString()
  const posture = await readPosture()
  const { state } = await runCommand(
    action,
    id,
    { type: 'TickApproval', now, by: system('clock'), posture },
    { requestId: randomUUID() },
  )
  if (state.status === 'none') throw new Error(`${id} does not exist`)

  const pause = secondsUntil(now, (await readCard(`action/${id}`, 'approval-gate'))?.notBefore ?? now)
  if (pause > 0) return { id, phase: 'telling', waitSeconds: pause }
  try {
    await showCard(state, now)
    await postThread(state, now)
  } catch (error) {
    if (!(error instanceof SlackRateLimited)) throw error
    return { id, phase: 'telling', waitSeconds: await postpone(id, error, now) }
  }
  return { id, phase: phaseOf(state), waitSeconds: waitSeconds(state, now) }
}

/** How long to wait before looking again where no clock runs. */
const A_DAY = 86_400

/** At least a second: Step Functions takes no shorter timeout. */
const waitSeconds = (state: KnownAction, now: string): number => {
  const due = nextDueAt(state)
  return due === undefined ? A_DAY : Math.max(1, secondsUntil(now, due))
}
