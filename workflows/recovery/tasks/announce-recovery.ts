// Asks people how an action ended, reminds them, and shows how it was settled.
import { readAction } from '#store/action/actions.ts'
import { invocation } from '#telemetry/invocation.ts'
import { secondsToWait } from '#workflows/posting.ts'
import { REMIND_EVERY_SECONDS, remindRecovery, showRecoveryCard } from '#workflows/recovery/card.ts'
import { isSettled } from '#workflows/recovery/settled.ts'

interface Output {
  id: string
  /** `posting`: only Slack is waited for. */
  phase: 'asked' | 'posting' | 'over'
  waitSeconds: number
}

/** @throws SlackUnavailable and table errors, which the workflow retries */
export const handler = invocation(async ({ id }: { id: string }): Promise<Output> => {
  const now = new Date().toISOString()
  const action = await readAction(id)
  if (!action) throw new Error(`${id} does not exist`)
  const settled = isSettled(action)
  const wait = await secondsToWait(async () => {
    await showRecoveryCard(action, now)
    if (!settled) await remindRecovery(action, now)
  })
  if (wait !== undefined) return { id, phase: 'posting', waitSeconds: wait }
  return { id, phase: settled ? 'over' : 'asked', waitSeconds: REMIND_EVERY_SECONDS }
})
