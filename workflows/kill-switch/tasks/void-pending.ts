// Puts on record what a pause has withdrawn. It counts from the pause on, since everyone who reads a request compares; this only follows.
import { randomUUID } from 'node:crypto'
import { action } from '#domain/action/action.ts'
import { completeTask } from '#gateways/step-functions.ts'
import { pageOfQueue } from '#store/action/actions.ts'
import type { Cursor } from '#store/kernel/query.ts'
import { runOnMany } from '#store/kernel/run-many.ts'
import { readPosture } from '#store/posture.ts'
import { readTaskToken } from '#store/workflow-items.ts'
import { invocation } from '#telemetry/invocation.ts'

interface Input {
  /** Where the last run stopped. */
  cursor: Cursor
  /** How many waiting workflows have been woken so far. */
  woken: number
}
interface Output extends Input {
  more: boolean
}

const PAGE = 250
/** Well inside the function's time limit; the rest is the next run's. */
const WORK_MS = 15_000
/**
 * So many cards change at once. The workflows of the others find out when their next clock runs out: waking each of
 * thousands would be a call to Step Functions each, and more card changes than Slack takes in an hour.
 */
const WAKE = 50

const wake = async (id: string): Promise<void> => {
  const token = await readTaskToken(`action/${id}`, 'approval-gate')
  if (token) await completeTask(token, {})
}

/** @throws the table's errors, which the workflow retries: what was withdrawn stays so */
export const handler = invocation(async ({ cursor, woken }: Input): Promise<Output> => {
  const stopAt = performance.now() + WORK_MS
  const posture = await readPosture()
  const now = new Date().toISOString()
  const command = { type: 'RecordWithdrawal' as const, now, posture }
  let place = cursor
  let wakened = woken
  do {
    const page = await pageOfQueue('pending', place, PAGE)
    const withdrawn = await runOnMany(action, page.items, command, randomUUID())
    const toWake = withdrawn.slice(0, WAKE - wakened)
    await Promise.all(toWake.map(wake))
    wakened += toWake.length
    place = page.next
  } while (place && performance.now() < stopAt)
  return { cursor: place, woken: wakened, more: place !== null }
})
