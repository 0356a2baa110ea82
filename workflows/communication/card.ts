// The card of one message in the incidents channel, and the reminders in its thread while nobody has read it.
import { communicationCard, readerReminder } from '#blocks/communication/card.ts'
import { channels, directory } from '#config/load.ts'
import type { Communication, Draft } from '#domain/communication/state.ts'
import { communicationStream } from '#store/communication/communication.ts'
import * as posting from '#workflows/posting.ts'

const placeOf = ({ id, draftedAt }: Draft): posting.Place => ({
  stream: communicationStream(id),
  workflow: 'communication',
  channel: channels().incidents.id,
  since: draftedAt,
})

/** Everybody with a role but whoever wrote it. */
const readers = ({ draftedBy }: Draft): string[] =>
  Object.entries(directory().people)
    .filter(([person, { roles }]) => roles.length > 0 && person !== draftedBy.id)
    .map(([person]) => person)

export const showCard = (message: Communication): Promise<void> =>
  posting.showCard(placeOf(message.draft), communicationCard(message, readers(message.draft)))

/** As long as the workflow waits before it looks again. */
const REMIND_EVERY_MS = 5 * 60 * 1000
export const MOST_REMINDERS = 5

/** How many reminders are due by now. */
export const remindersDue = ({ draftedAt }: Draft, now: string): number =>
  Math.min(MOST_REMINDERS, Math.floor((Date.parse(now) - Date.parse(draftedAt)) / REMIND_EVERY_MS))

/** Reminds once for each five minutes; a workflow that was held up says it once, not five times. */
export const remind = (message: Communication, count: number): Promise<void> =>
  posting.postThread(placeOf(message.draft), [
    { ...readerReminder(message, readers(message.draft), count), seq: count },
  ])
