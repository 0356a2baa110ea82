// What has to become better after an incident: one thing, one owner, one day, and no rest until it is done.
import * as z from 'zod'
import { atLocalTime, localDate, plusDays } from '../shared/local-time.ts'
import { Instant } from '../shared/time.ts'

export const FollowUp = z.strictObject({
  id: z.string(),
  what: z.string(),
  /** A Slack user id. */
  owner: z.string(),
  dueOn: z.iso.date(),
  /** How many mornings the owner has been reminded. */
  nags: z.int().min(0),
  doneAt: Instant.optional(),
  evidence: z.string().optional(),
})
export type FollowUp = z.infer<typeof FollowUp>

/** When the working day begins, and with it the reminders. */
const MORNING = '09:00'

/** When the owner is reminded next: on the morning of the due day, and every morning after it. */
export const nextNagAt = ({ dueOn, nags, doneAt }: FollowUp, timeZone: string): string | undefined =>
  doneAt === undefined ? atLocalTime(plusDays(dueOn, nags), MORNING, timeZone) : undefined

/** The number of mornings that have passed by `now`, which is what `nags` becomes; mornings that were missed count once. */
export const nagsBy = ({ dueOn }: FollowUp, now: string, timeZone: string): number => {
  const today = localDate(now, timeZone)
  const days = Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000)
  return now < atLocalTime(today, MORNING, timeZone) ? days : days + 1
}
