// Records that a timed stop is over, then tells people how the stop stands: who confirmed it, whom to look for, that it ended.
import { randomUUID } from 'node:crypto'
import { secondsToNext } from '#domain/kill-switch/reminders.ts'
import { isComplete } from '#domain/kill-switch/stops.ts'
import { runSwitch } from '#store/kill-switch/kill-switch.ts'
import { invocation } from '#telemetry/invocation.ts'
import { announce, factsOf } from '#workflows/kill-switch/announcement.ts'
import { type Followed, markOf, standingOf } from '#workflows/kill-switch/followed.ts'
import { secondsToWait } from '#workflows/posting.ts'

interface Output extends Followed {
  over: boolean
  /** What was announced last; whoever waits next looks whether it is still so. */
  mark: string
  waitSeconds: number
}

/** @throws SlackUnavailable and table errors, which the workflow retries */
export const handler = invocation(async ({ scope, since, revision }: Followed): Promise<Output> => {
  const followed = { scope, since, revision }
  const now = new Date().toISOString()
  const { state } = await runSwitch({ type: 'EndSwitch', now }, randomUUID())
  const standing = await standingOf(followed, state, now)
  const done = { ...followed, over: true, mark: '', waitSeconds: 1 }
  if (!standing) return done
  const facts = await factsOf(standing, now)
  const wait = await secondsToWait(() => announce(followed, facts))
  if (standing.ended && wait === undefined) return done
  const due = secondsToNext(standing.engagement, isComplete(facts.stops), now)
  return {
    ...followed,
    over: false,
    mark: markOf(standing),
    waitSeconds: Math.min(due, wait ?? due),
  }
})
