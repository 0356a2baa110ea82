// The card that asks people how an action ended, and the reminder in its thread.
import { recoveryCard, recoveryReminder } from '#blocks/action/recovery-card.ts'
import { channelOf, directory } from '#config/load.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { holdersOf } from '#domain/shared/people.ts'
import { readAction } from '#store/action/actions.ts'
import * as posting from '#workflows/posting.ts'

const WORKFLOW = 'recovery'

/** Those who can find out best: the platform owners. Anyone with a role may say. */
const asked = (): string[] => holdersOf(directory(), ['platform'])

const placeOf = ({ request }: KnownAction): posting.Place => ({
  stream: `action/${request.id}`,
  workflow: WORKFLOW,
  lane: 'rest',
  ...channelOf('approvals'),
  since: request.requestedAt,
  people: asked,
})

const cardOf = (action: KnownAction, now: string): posting.Message =>
  recoveryCard(action, { eligible: asked(), now })

/** Posts the card, or brings the posted one up to date. Throws as `posting.showCard` does. */
export const showRecoveryCard = (action: KnownAction, now: string): Promise<void> =>
  posting.showLatest(placeOf(action), cardOf(action, now), async () => {
    const latest = await readAction(action.request.id)
    return latest && cardOf(latest, now)
  })

/** As long as the workflow waits before it asks again. */
export const REMIND_EVERY_SECONDS = 4 * 60 * 60

/** One reminder in the thread for each four hours that nobody has answered. */
export const remindRecovery = (action: KnownAction, now: string): Promise<void> => {
  const since = 'outcome' in action ? action.outcome.at : now
  const count = Math.floor((Date.parse(now) - Date.parse(since)) / (REMIND_EVERY_SECONDS * 1000))
  const note = { ...recoveryReminder(action, asked(), count), seq: count }
  return count > 0 ? posting.postThread(placeOf(action), [note]) : Promise.resolve()
}
