// The approval card and the story in its thread, as the action stands.
import { approvalCard } from '#blocks/action/approval-card.ts'
import { threadMessage } from '#blocks/action/thread.ts'
import { channelOf, directory } from '#config/load.ts'
import { eligiblePeople } from '#domain/action/quorum.ts'
import type { KnownAction } from '#domain/action/state.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { readAction, storyOf } from '#store/action/actions.ts'
import * as posting from '#workflows/posting.ts'

export const WORKFLOW = 'approval-gate'

const placeOf = (action: KnownAction): posting.Place => ({
  stream: `action/${action.request.id}`,
  workflow: WORKFLOW,
  lane: 'urgent',
  ...channelOf('approvals'),
  since: action.request.requestedAt,
  people: () => eligible(action),
})

const eligible = ({ approval, request }: KnownAction): string[] =>
  approval ? eligiblePeople(approval, directory(), request.owner) : []

const calling = new Set(['ApproversReminded', 'ApprovalEscalated'])

/** Whom an event calls: those whose word is still missing when it gets late, and nobody otherwise. */
const called = (event: RecordedEvent, action: KnownAction): string[] =>
  calling.has(event.action)
    ? eligible(action).filter((id) => !action.approval?.votes.some(({ by }) => by === id))
    : []

const cardOf = (action: KnownAction, now: string): posting.Message =>
  approvalCard(action, { eligible: eligible(action), now })

/** Posts the card, or brings the posted one up to date. Throws as `posting.showCard` does. */
export const showCard = (action: KnownAction, now: string): Promise<void> =>
  posting.showLatest(placeOf(action), cardOf(action, now), async () => {
    const latest = await readAction(action.request.id)
    return latest && cardOf(latest, now)
  })

const noteOf = (event: RecordedEvent, action: KnownAction, now: string): posting.Note[] => {
  const note = threadMessage(event, { action, mention: called(event, action), now })
  const key = `${action.request.id}#${event.seq}`
  return note ? [{ ...note, metadata: { eventType: 'claw_event', key }, seq: event.seq }] : []
}

/** One line in the thread for everything that happened since the last one that was posted. */
export const postThread = async (action: KnownAction, now: string): Promise<void> => {
  const story = await storyOf(action.request.id)
  await posting.postThread(
    placeOf(action),
    story.flatMap((event) => noteOf(event, action, now)),
  )
}
