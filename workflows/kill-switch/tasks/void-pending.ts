// Puts on record what a pause has withdrawn. It counts from the pause on, since everyone who reads a request compares; this only follows.
import { randomUUID } from 'node:crypto'
import { action } from '#domain/action.ts'
import type { KnownAction } from '#domain/action-state.ts'
import { system } from '#domain/actor.ts'
import { voidReason } from '#domain/posture.ts'
import { completeTask } from '#gateways/step-functions.ts'
import { pageOfQueue, type QueueCursor } from '#store/actions.ts'
import { readPosture } from '#store/posture.ts'
import { runCommand } from '#store/run-command.ts'
import { readTaskToken } from '#store/workflow-items.ts'

interface Input {
  /** Where the last run stopped. */
  cursor: QueueCursor
  /** How many waiting workflows have been woken so far. */
  woken: number
}
interface Output extends Input {
  more: boolean
}

const PAGE = 100
/** Well inside the function's time limit; the rest is the next run's. */
const WORK_MS = 15_000
/**
 * So many cards change at once. The workflows of the others find out when their next clock runs out: waking each of
 * thousands would be a call to Step Functions each, and more card changes than Slack takes in an hour.
 */
const WAKE = 50

const voidOne = async ({ request }: KnownAction, reason: string): Promise<boolean> => {
  const now = new Date().toISOString()
  const { events } = await runCommand(
    action,
    request.id,
    { type: 'VoidAction', now, by: system('kill-switch'), reason },
    { requestId: randomUUID() },
  )
  return events.length > 0
}

const wake = async ({ request }: KnownAction): Promise<void> => {
  const token = await readTaskToken(`action/${request.id}`, 'approval-gate')
  if (token) await completeTask(token, {})
}

/** @throws the table's errors, which the workflow retries: what was voided stays voided */
export const handler = async ({ cursor, woken }: Input): Promise<Output> => {
  const stopAt = performance.now() + WORK_MS
  const posture = await readPosture()
  let place = cursor
  let wakened = woken
  do {
    const page = await pageOfQueue('pending', place, PAGE)
    const withdrawn = page.actions.flatMap((each) => {
      const reason = voidReason(posture, each.request)
      return each.status === 'pending' && reason ? [{ each, reason }] : []
    })
    const voided = await Promise.all(withdrawn.map(({ each, reason }) => voidOne(each, reason)))
    const toWake = withdrawn.filter((_, index) => voided[index]).slice(0, WAKE - wakened)
    await Promise.all(toWake.map(({ each }) => wake(each)))
    wakened += toWake.length
    place = page.next
  } while (place && performance.now() < stopAt)
  return { cursor: place, woken: wakened, more: place !== null }
}
