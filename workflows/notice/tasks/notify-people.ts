// Tells the operations channel what an event means for people: one message for each, posted once and brought up to date.

import { questionCard } from '#blocks/agent/question.ts'
import { refusedAlerts } from '#blocks/incident/refused-alerts.ts'
import { budgetAlert, budgetCard } from '#blocks/limits/budget.ts'
import { watchNotice } from '#blocks/limits/watch.ts'
import { channelOf, directory } from '#config/load.ts'
import { question } from '#domain/agent/question.ts'
import { alertDelivery } from '#domain/incident/alert.ts'
import { type BudgetEvent, budget } from '#domain/limits/budget.ts'
import { type WatchEvent, watch } from '#domain/limits/watch.ts'
import { holdersOf } from '#domain/shared/people.ts'
import { permissions } from '#domain/shared/permissions.ts'
import { type RecordedEvent, readEvent } from '#domain/shared/recorded-event.ts'
import { eventsOf } from '#store/action/actions.ts'
import { invocation } from '#telemetry/invocation.ts'
import { type Message, type Said, said, showCard } from '#workflows/posting.ts'

interface Input {
  stream: string
  seq: number
}
type Notice = { about: RecordedEvent; message: Message }

/** The alert or the card of this event; for an allowance, the cards of what it lifted. */
const budgetNotices = (story: RecordedEvent[], seq: number): Notice[] => {
  const events = story.flatMap((about) => {
    const event = readEvent(budget, about)
    return event ? [{ about, event }] : []
  })
  const before = events.filter(({ about }) => about.seq < seq)
  const granted = events.find(({ about }) => about.seq === seq)?.event.type === 'AllowanceGranted'
  const since = before.findLastIndex(({ event }) => event.type === 'AllowanceGranted') + 1
  const concerned = granted ? before.slice(since) : events.filter(({ about }) => about.seq === seq)
  return concerned.flatMap(({ about, event }) => {
    const key = `${about.stream}#${about.seq}`
    if (event.type === 'BudgetAlerted') return granted ? [] : [{ about, message: budgetAlert(event, key) }]
    if (event.type !== 'BudgetExhausted') return []
    const eligible = holdersOf(directory(), permissions['allowance.grant'].roles).filter(
      (id) => id !== event.owner,
    )
    const allowance = events.find((later) => later.about.seq > about.seq && isGrant(later.event))?.event
    return [{ about, message: budgetCard(event, { key, eligible, granted: grantOf(allowance) }) }]
  })
}
const isGrant = ({ type }: BudgetEvent): boolean => type === 'AllowanceGranted'
const grantOf = (event: BudgetEvent | undefined) => (event?.type === 'AllowanceGranted' ? event : undefined)

/** Who is mentioned: the owner of what only its owner can mend, and nobody of what needs no one at once. */
const calledFor = (event: WatchEvent): string[] => {
  switch (event.type) {
    case 'FatigueFlagged':
      return []
    case 'RunLimitReached':
      return [event.owner]
    default:
      return holdersOf(directory(), ['security', 'platform'])
  }
}

const watchNotices = (story: RecordedEvent[], seq: number): Notice[] =>
  story
    .filter((each) => each.seq === seq)
    .flatMap((about) => {
      const event = readEvent(watch, about)
      if (!event) return []
      const called = calledFor(event)
      return [{ about, message: watchNotice(event, `${about.stream}#${seq}`, called) }]
    })

const refusedNotices = (story: RecordedEvent[], seq: number): Notice[] =>
  story
    .filter((each) => each.seq === seq)
    .flatMap((about) => {
      const event = readEvent(alertDelivery, about)
      return event?.type === 'AlertsRefused'
        ? [{ about, message: refusedAlerts(event, `${about.stream}#${seq}`) }]
        : []
    })

/** One message for each question, whichever of its events it is about. */
const questionNotices = (story: RecordedEvent[], now: string): Notice[] => {
  const [about] = story
  const state = story
    .flatMap((record) => readEvent(question, record) ?? [])
    .reduce(question.evolve, question.initialState)
  return about && state.status !== 'none' ? [{ about, message: questionCard(state, now) }] : []
}

const noticesOf = (stream: string, story: RecordedEvent[], seq: number): Notice[] => {
  if (stream.startsWith('budget/')) return budgetNotices(story, seq)
  if (stream.startsWith('question/')) return questionNotices(story, new Date().toISOString())
  return stream.startsWith('alert/') ? refusedNotices(story, seq) : watchNotices(story, seq)
}

/** @throws SlackUnavailable and table errors, which the workflow retries */
export const handler = invocation(async ({ stream, seq }: Input): Promise<Said> => {
  const story = await eventsOf(stream)
  const notices = noticesOf(stream, story, seq)
  return said(async () => {
    for (const { about, message } of notices)
      await showCard(
        {
          stream,
          workflow: `notice-${about.seq}`,
          lane: 'rest',
          ...channelOf('operations'),
          since: about.at,
          people: () => holdersOf(directory(), ['platform', 'security']),
        },
        message,
      )
  })
})
