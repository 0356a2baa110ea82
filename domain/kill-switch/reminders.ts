// When people have to hear of a stop again: who did not confirm, that it still stands, that it ends soon.

import { plusSeconds, secondsUntil } from '../shared/time.ts'
import type { Engagement } from './state.ts'
import { confirmSeconds } from './stops.ts'

export type Reminder = { kind: 'stragglers' | 'still-engaged' | 'ends-soon'; at: string }

const everySeconds = 30 * 60
const beforeEndSeconds = 5 * 60
/** While agents confirm, the count is looked at so often; people watch it in the first seconds. */
const lookSeconds = (age: number): number => (age < 10 ? 1 : age < confirmSeconds ? 3 : 30)
/** After this an agent that has not confirmed will hardly do so any more. */
const watchSeconds = 10 * 60

const age = ({ revisedAt }: Engagement, now: string): number => secondsUntil(revisedAt, now)

/** The reminders that are due by `now`, oldest first; of those that repeat, only the latest. */
export const remindersDue = (engagement: Engagement, complete: boolean, now: string): Reminder[] => {
  const { since, revisedAt, until } = engagement
  const due: Reminder[] = []
  const confirmBy = plusSeconds(revisedAt, confirmSeconds)
  if (!complete && now >= confirmBy) due.push({ kind: 'stragglers', at: confirmBy })
  if (until === undefined) {
    const periods = Math.floor((Date.parse(now) - Date.parse(since)) / 1000 / everySeconds)
    if (periods > 0) due.push({ kind: 'still-engaged', at: plusSeconds(since, periods * everySeconds) })
  } else {
    const soon = plusSeconds(until, -beforeEndSeconds)
    if (soon > revisedAt && now >= soon) due.push({ kind: 'ends-soon', at: soon })
  }
  return due.sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** Whole seconds until there is something to look at or to say; at least one. */
export const secondsToNext = (engagement: Engagement, complete: boolean, now: string): number => {
  const { since, until } = engagement
  const times: number[] = []
  if (!complete && age(engagement, now) < watchSeconds) times.push(lookSeconds(age(engagement, now)))
  if (until === undefined) {
    const periods = Math.floor((Date.parse(now) - Date.parse(since)) / 1000 / everySeconds)
    times.push(secondsUntil(now, plusSeconds(since, (periods + 1) * everySeconds)))
  } else {
    const soon = plusSeconds(until, -beforeEndSeconds)
    times.push(secondsUntil(now, now < soon ? soon : until))
  }
  return Math.max(1, Math.min(...times))
}
