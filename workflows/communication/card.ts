// The card of one message in the incidents channel, and the reminders in its thread while nobody has read it.
import { communicationCard, readerReminder } from '#blocks/communication/card.ts'
import { channelOf, directory } from '#config/load.ts'
import type { Communication, Draft } from '#domain/communication/state.ts'
import { communicationStream, readCommunication } from '#store/communication/communication.ts'
import * as posting from '#workflows/posting.ts'

const placeOf = (draft: Draft): posting.Place => ({
  stream: communicationStream(draft.id),
  workflow: 'communication',
  lane: 'incidents',
  ...channelOf('incidents'),
  since: draft.draftedAt,
  people: () => readers(draft),
})

/** Everybody with a role but whoever wrote it. */
const readers = ({ draftedBy }: Draft): string[] =>
  Object.entries(directory().people)
    .filter(([person, { roles }]) => roles.length > 0 && person !== draftedBy.id)
    .map(([person]) => person)

const cardOf = (message: Communication): posting.Message => communicationCard(message, readers(message.draft))

/** Posts the card, or brings the posted one up to date. Throws as `posting.showCard` does. */
export const showCard = (message: Communication): Promise<void> =>
  posting.showLatest(placeOf(message.draft), cardOf(message), async () => {
    const latest = await readCommunication(message.draft.id)
    return latest && cardOf(latest)
  })

/** As long as the workflow waits before it looks again. */
export const REMIND_EVERY_SECONDS = 5 * 60
export const MOST_REMINDERS = 5

/** How many reminders are due by now. */
export const remindersDue = ({ draftedAt }: Draft, now: string): number =>
  Math.min(
    MOST_REMINDERS,
    Math.floor((Date.parse(now) - Date.parse(draftedAt)) / (REMIND_EVERY_SECONDS * 1000)),
  )

/** Reminds once for each five minutes; a workflow that was held up says it once, not five times. */
export const remind = (message: Communication, count: number): Promise<void> =>
  posting.postThread(placeOf(message.draft), [
    { ...readerReminder(message, readers(message.draft), count), seq: count },
  ])
