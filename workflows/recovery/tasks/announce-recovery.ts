// Shows on the card how an unknown outcome was settled.
import { readAction } from '#store/action/actions.ts'
import { showRecoveryCard } from '#workflows/recovery/card.ts'

/** @throws Slack's and the table's errors, which the workflow retries */
export const handler = async ({ id }: { id: string }): Promise<void> => {
  const action = await readAction(id)
  if (!action) throw new Error(`${id} does not exist`)
  await showRecoveryCard(action, new Date().toISOString())
}
