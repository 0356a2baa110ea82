// Which agents a stop has reached so far: those that are about, beside what they have confirmed.
import { releaseAsked } from '#domain/kill-switch/kill-switch.ts'
import type { Engagement, SwitchState } from '#domain/kill-switch/state.ts'
import {
  type AgentAbout,
  aboutSince,
  type StopFacts,
  type Stops,
  stopsOf,
} from '#domain/kill-switch/stops.ts'
import { agentsSeenSince } from '../agent/agents.ts'
import { allConnections } from '../agent/live.ts'
import { acksSince } from './kill-switch.ts'

/** Agents that were heard since, or hold a socket. */
const agentsAbout = async (since: string): Promise<AgentAbout[]> => {
  const [seen, connections] = await Promise.all([agentsSeenSince(since), allConnections()])
  const about = new Map<string, AgentAbout>(seen.map((each) => [each.agent, each]))
  for (const { agent, connectedAt } of connections)
    if (!about.has(agent)) about.set(agent, { agent, owner: '', seenAt: connectedAt })
  return [...about.values()].sort((a, b) => (a.agent < b.agent ? -1 : 1))
}

export const readStops = async (engagement: Engagement): Promise<Stops> => {
  const [about, acks] = await Promise.all([
    agentsAbout(aboutSince(engagement)),
    acksSince(engagement.revision),
  ])
  return stopsOf(engagement, about, acks)
}

/** Everything that people are told of a stop that is engaged. */
export const stopFacts = async (
  engagement: Engagement,
  state: SwitchState,
  now: string,
): Promise<StopFacts> => ({
  engagement,
  stops: await readStops(engagement),
  asked: releaseAsked(state, engagement.scope, now),
  now,
})
