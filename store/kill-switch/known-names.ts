// The names that a stop may be typed for: whoever was given a token or heard from, and what is stopped already.
import type { KnownName } from '#domain/kill-switch/scope-names.ts'
import { nameOfScope } from '#domain/kill-switch/scope-names.ts'
import type { SwitchState } from '#domain/kill-switch/state.ts'
import { agentsSeenSince } from '../agent/agents.ts'
import { knownNames } from '../agent/names.ts'

/** What is engaged can always be named, so that it can be released. */
export const stoppedNames = ({ engaged }: Pick<SwitchState, 'engaged'>): KnownName[] =>
  engaged.flatMap(({ scope }) => nameOfScope(scope) ?? [])

export const namesToStop = async (state: Pick<SwitchState, 'engaged'>): Promise<KnownName[]> => {
  const [noted, seen] = await Promise.all([knownNames(), agentsSeenSince('')])
  const all: KnownName[] = [
    ...stoppedNames(state),
    ...noted,
    ...seen.map(({ agent }) => ({ kind: 'agent' as const, name: agent })),
  ]
  return [...new Map(all.map((each) => [`${each.kind}:${each.name}`, each])).values()]
}
