// The announcement of one stop and its thread, in the operations channel, as the stop stands.
import { switchCard } from '#blocks/kill-switch/card.ts'
import { type SwitchNews, switchNote } from '#blocks/kill-switch/thread.ts'
import { channelOf, directory } from '#config/load.ts'
import { remindersDue } from '#domain/kill-switch/reminders.ts'
import type { Engagement } from '#domain/kill-switch/state.ts'
import { isComplete, type StopFacts } from '#domain/kill-switch/stops.ts'
import { holdersOf } from '#domain/shared/people.ts'
import { secondsUntil } from '#domain/shared/time.ts'
import { readStops } from '#store/kill-switch/stops.ts'
import type { Followed, Standing } from '#workflows/kill-switch/followed.ts'
import * as posting from '#workflows/posting.ts'

/** Its card and its place on the stream; a later revision of the same stop goes on with the same card. */
const placeOf = ({ scope, since }: Followed): posting.Place => ({
  stream: 'kill-switch/main',
  workflow: `${scope}#${since}`,
  lane: 'urgent',
  ...channelOf('operations'),
  since,
  people: () => holdersOf(directory(), ['platform', 'security']),
})

export const factsOf = async ({ engagement, asked, ended }: Standing, now: string): Promise<StopFacts> => ({
  engagement,
  stops: await readStops(engagement),
  asked,
  ended,
  now,
})

const callers = (kind: SwitchNews['kind'], { by }: Engagement): string[] => {
  if (kind === 'stragglers') return holdersOf(directory(), ['security', 'platform'])
  // What no person has stopped, those look after who can find out why.
  return by.kind === 'person' ? [by.id] : holdersOf(directory(), ['platform', 'security'])
}

const newsOf = (facts: StopFacts): SwitchNews[] => {
  const { engagement, stops, asked, ended, now } = facts
  if (ended) return [{ kind: 'ended', ...ended }]
  return [
    ...remindersDue(engagement, isComplete(stops), now).map((due) => ({
      ...due,
      stops,
      mention: callers(due.kind, engagement),
    })),
    ...(asked ? [{ kind: 'release-asked' as const, ...asked }] : []),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** Posts or redraws the card, and says in its thread what people must not miss. Throws as `posting.showCard` does. */
export const announce = async (followed: Followed, facts: StopFacts): Promise<void> => {
  const place = placeOf(followed)
  await posting.showCard(place, switchCard(facts))
  const notes = newsOf(facts).map((news) => {
    // Seconds since it began number the notes: later ones are higher, whoever adds which.
    const seq = secondsUntil(followed.since, news.at) + (news.kind === 'ended' ? 1 : 0)
    const key = `${followed.scope}#${followed.since}#${seq}`
    return { ...switchNote(news, facts.engagement), metadata: { eventType: 'claw_switch_note', key }, seq }
  })
  await posting.postThread(place, notes)
}
