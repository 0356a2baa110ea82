// The stop that one execution follows, and how it stands: announced while it is the latest of its kind, left to its successor afterwards.
import { releaseAsked } from '#domain/kill-switch/kill-switch.ts'
import { isOfBudget, type SwitchState } from '#domain/kill-switch/state.ts'
import { type Episode, readEpisode } from '#store/kill-switch/kill-switch.ts'

/** Which stop an execution follows: one engagement of a scope, at one revision of it. */
export interface Followed {
  scope: string
  since: string
  revision: number
}

/** Whom the token of a waiting execution is kept for: whoever turns the switch knows the scope alone, and wakes both. */
export const tokenOf = (scope: string, standing: Standing | undefined) => ({
  stream: 'kill-switch/main',
  workflow: `turn#${standing && isOfBudget(standing.engagement) ? 'budget#' : ''}${scope}`,
})

export interface Standing extends Episode {
  asked: ReturnType<typeof releaseAsked>
}

/** How the followed stop stands, or undefined when a later revision of it has taken over or there never was one. */
export const standingOf = async (
  { scope, since, revision }: Followed,
  state: SwitchState,
  now: string,
): Promise<Standing | undefined> => {
  const engaged = state.engaged.find((each) => each.scope === scope && each.since === since)
  const episode = engaged ? { engagement: engaged, ended: undefined } : await readEpisode(scope, since)
  if (episode?.engagement.revision !== revision) return undefined
  return { ...episode, asked: releaseAsked(state, scope, now) }
}

/** What an announcement depends on beside the clock and the agents' words; the same until somebody turns the switch. */
export const markOf = (standing: Standing | undefined): string =>
  standing && !standing.ended ? `${standing.engagement.revision}#${standing.asked?.at ?? ''}` : ''
