// Shows a draft to whoever has to read it, reminds them of it, and says whether somebody still has to.

import { readCommunication } from '#store/communication/communication.ts'
import { invocation } from '#telemetry/invocation.ts'
import {
  MOST_REMINDERS,
  REMIND_EVERY_SECONDS,
  remind,
  remindersDue,
  showCard,
} from '#workflows/communication/card.ts'
import { type Said, secondsToWait } from '#workflows/posting.ts'

/** @throws SlackUnavailable and table errors, which the workflow retries; nothing is posted twice */
export const handler = invocation(async ({ id }: { id: string }): Promise<Said> => {
  const message = await readCommunication(id)
  if (!message) throw new Error(`${id} does not exist`)
  const isDraft = message.status === 'draft'
  const due = isDraft ? remindersDue(message.draft, new Date().toISOString()) : 0
  const wait = await secondsToWait(async () => {
    await showCard(message)
    if (due > 0) await remind(message, due)
  })
  if (wait !== undefined) return { over: false, waitSeconds: wait }
  return { over: !isDraft || due >= MOST_REMINDERS, waitSeconds: REMIND_EVERY_SECONDS }
})
