// The approval card and its thread, kept in step with the action. Slack cannot post idempotently, so every post is marked and found again.

import { approvalCard } from '#blocks/approval-card.ts'
import { threadMessage } from '#blocks/thread.ts'
import { channels, directory } from '#config/load.ts'
import type { KnownAction } from '#domain/action-state.ts'
import { fallbackRoles, holdersOf } from '#domain/people.ts'
import { eligiblePeople, rolesOf } from '#domain/quorum.ts'
import { plusSeconds } from '#domain/time.ts'
import { findMessage, postMessage, updateMessage } from '#gateways/slack.ts'
import { type SlackRateLimited, SlackRefused } from '#gateways/slack-errors.ts'
import { storyOf } from '#store/actions.ts'
import type { RecordedEvent } from '#store/record.ts'
import { type Card, putCard, readCard } from '#store/workflow-items.ts'

const WORKFLOW = 'approval-gate'
const streamOf = (action: KnownAction): string => `action/${action.request.id}`

/** What Slack refuses for good (no such channel, not invited) must not stop the clocks: the request stays decidable elsewhere. */
const unlessRefused = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error
    console.error(JSON.stringify({ level: 'error', slack: error.code, workflow: WORKFLOW }))
  }
}

const render = (action: KnownAction, now: string) => {
  const eligible = action.approval ? eligiblePeople(action.approval, directory(), action.request.owner) : []
  return approvalCard(action, { eligible, now })
}

/** Posts the card, or brings the posted one up to date. A post whose answer was lost is looked for before it is repeated. */
export const showCard = (action: KnownAction, now: string): Promise<void> =>
  unlessRefused(async () => {
    const stream = streamOf(action)
    const card = await readCard(stream, WORKFLOW)
    const { text, blocks, metadata } = render(action, now)
    if (card?.ts) return updateMessage({ channel: card.channel, ts: card.ts, text, blocks })

    const channel = card?.channel ?? channels().approvals.id
    const tried = card && !card.notBefore
    if (!tried) await putCard(stream, WORKFLOW, { channel, told: 0 })
    const since = action.request.requestedAt
    const posted = tried ? await findMessage({ channel, ...metadata, since }) : undefined
    const ts = posted ?? (await postMessage({ channel, text, blocks, metadata }))
    await putCard(stream, WORKFLOW, { channel, ts, told: card?.told ?? 0 })
  })

/** The people whom a message has to reach: those who have not answered a reminder, and their fallbacks once escalated. */
const toMention = (event: RecordedEvent, { approval, request }: KnownAction): string[] => {
  if (!approval) return []
  const voted = approval.votes.map(({ by }) => by)
  const roles = rolesOf(approval.requirement)
  const people =
    event.action === 'ApprovalEscalated'
      ? [...holdersOf(directory(), fallbackRoles(directory(), roles)), ...holdersOf(directory(), roles)]
      : event.action === 'ApproversReminded'
        ? holdersOf(directory(), roles)
        : []
  return [...new Set(people)].filter((id) => id !== request.owner && !voted.includes(id))
}

/** One line in the thread for everything that happened since the last one that was told. */
export const tellThread = (action: KnownAction, now: string): Promise<void> =>
  unlessRefused(async () => {
    const stream = streamOf(action)
    let card = await readCard(stream, WORKFLOW)
    if (!card?.ts) return
    const story = (await storyOf(action.request.id)).filter(({ seq }) => seq > card!.told)
    for (const event of story) card = await tell(card, event, action, now)
  })

const tell = async (card: Card, event: RecordedEvent, action: KnownAction, now: string): Promise<Card> => {
  const { channel, ts: threadTs } = card
  const stream = streamOf(action)
  const told = { channel, ts: threadTs, told: event.seq }
  const message = threadMessage(event, { action, mention: toMention(event, action), now })
  if (!message || !threadTs) return told
  const mark = { eventType: 'claw_event', key: `${action.request.id}#${event.seq}` }
  const tried = card.telling === event.seq
  if (!tried) await putCard(stream, WORKFLOW, { ...card, telling: event.seq })
  const posted = tried && (await findMessage({ channel, threadTs, ...mark, since: event.at }))
  if (!posted) await postMessage({ channel, threadTs, ...message, metadata: mark })
  await putCard(stream, WORKFLOW, told)
  return told
}

/** Notes the pause that Slack asked for, and says how many seconds it is. */
export const postpone = async (id: string, error: SlackRateLimited, now: string): Promise<number> => {
  const stream = `action/${id}`
  const card = (await readCard(stream, WORKFLOW)) ?? { channel: channels().approvals.id, told: 0 }
  const seconds = Math.max(1, error.retryAfterSeconds)
  await putCard(stream, WORKFLOW, { ...card, notBefore: plusSeconds(now, seconds) })
  return seconds
}
