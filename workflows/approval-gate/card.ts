// The approval card and the story in its thread, as the action stands.
import { approvalCard } from '#blocks/action/approval-card.ts'
import { directNote } from '#blocks/action/direct-note.ts'
import { threadMessage } from '#blocks/action/thread.ts'
import { channelOf, directory } from '#config/load.ts'
import { eligiblePeople } from '#domain/action/quorum.ts'
import { quorumProblems } from '#domain/action/reach.ts'
import type { KnownAction } from '#domain/action/state.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { inactiveAmong } from '#gateways/people.ts'
import { permalinkOf } from '#gateways/slack.ts'
import { readAction, storyOf } from '#store/action/actions.ts'
import { readCard } from '#store/workflow-items.ts'
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

const cardOf = (action: KnownAction, now: string, deactivated = new Set<string>()): posting.Message => {
  const { owner } = action.request
  const problems = action.approval
    ? quorumProblems(action.approval.requirement, { directory: directory(), owner, deactivated })
    : []
  return approvalCard(action, { eligible: eligible(action), now, problems })
}

/** So many accounts are looked at, and so many people written to, for one request. */
const MOST_PEOPLE = 10

/**
 * Posts the card, or brings the posted one up to date. What keeps people from deciding is said on it; whether accounts are
 * active is only looked at once it is there. Throws as `posting.showCard` does.
 */
export const showCard = (action: KnownAction, now: string): Promise<void> =>
  posting.showLatest(placeOf(action), cardOf(action, now), async () => {
    const latest = await readAction(action.request.id)
    if (latest?.status !== 'pending') return latest && cardOf(latest, now)
    return cardOf(latest, now, await inactiveAmong(eligible(latest).slice(0, MOST_PEOPLE)))
  })

/** Tells those who may decide directly, where the risk is high: once each, with the way to the card. Throws as `showCard` does. */
export const notifyDeciders = async (action: KnownAction): Promise<void> => {
  if (action.status !== 'pending' || action.approval.requirement.risk === 'normal') return
  const place = placeOf(action)
  const card = await readCard(place.stream, place.workflow)
  // Without a card in a channel they have the card itself.
  if (!card?.ts) return
  const note = directNote(action, await permalinkOf(card.channel, card.ts))
  const people = eligible(action).filter((id) => !action.approval.votes.some(({ by }) => by === id))
  await posting.tellOnce({ ...place, workflow: 'approval-note' }, note, people.slice(0, MOST_PEOPLE))
}

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
