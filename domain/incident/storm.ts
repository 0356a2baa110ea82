// When many different groups of alerts begin at once it is one trouble with many faces, and one incident serves people better.
import * as z from 'zod'
import { Instant, plusSeconds } from '../shared/time.ts'

export const StormWindow = z.object({
  since: Instant,
  /** The first groups of the window; each of them has an incident of its own. */
  groups: z.array(z.string()),
  /** While it is on: until this long after its last new group. */
  until: Instant.optional(),
})
export type StormWindow = z.infer<typeof StormWindow>

export const STORM_SECONDS = 300
/** So many groups may begin within the window before the next ones share an incident. */
export const STORM_GROUPS = 10

/** The window once `group` has begun at `now`, and whether the group belongs to the storm. */
export const afterNewGroup = (
  window: StormWindow | undefined,
  group: string,
  now: string,
): { window: StormWindow; storm: boolean } => {
  const on = window?.until !== undefined && now < window.until
  const current =
    window && (on || now < plusSeconds(window.since, STORM_SECONDS)) ? window : { since: now, groups: [] }
  // Asked again, by another worker or another try, it is told the same.
  if (current.groups.includes(group)) return { window: current, storm: false }
  if (current.groups.length < STORM_GROUPS)
    return { window: { ...current, groups: [...current.groups, group] }, storm: false }
  return { window: { ...current, until: plusSeconds(now, STORM_SECONDS) }, storm: true }
}
