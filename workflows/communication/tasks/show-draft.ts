// Shows a draft to whoever has to read it, reminds them of it, and says whether somebody still has to.

import { readCommunication } from '#store/communication/communication.ts'
import { MOST_REMINDERS, remind, remindersDue, showCard } from '#workflows/communication/card.ts'

/** @throws Slack's and the table's errors, which the workflow retries; nothing is posted twice */
export const handler = async ({ id }: { id: string }): Promise<{ waits: boolean }> => {
  const message = await readCommunication(id)
  if (!message) throw new Error(`${id} does not exist`)
  await showCard(message)
  if (message.status !== 'draft') return { waits: false }
  const due = remindersDue(message.draft, new Date().toISOString())
  if (due > 0) await remind(message, due)
  return { waits: due < MOST_REMINDERS }
}
