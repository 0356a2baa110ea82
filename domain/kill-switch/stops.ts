// How far a stop has come: which agents have confirmed it, which are still at it, and which have not said a word.
import type { Actor } from '../shared/actor.ts'
import { plusSeconds } from '../shared/time.ts'
import type { SwitchAck } from './ack.ts'
import type { Engagement } from './state.ts'

/** An agent that is known to be about: heard of lately, or holding a socket. */
export interface AgentAbout {
  agent: string
  owner: string
  seenAt: string
}

export interface Stops {
  confirmed: { agent: string; runs: number; stopMs: number | undefined }[]
  /** They answered, but something of theirs still runs. */
  unfinished: { agent: string; left: readonly string[] }[]
  silent: AgentAbout[]
}

/** Whose pause nobody is to notice: the product stops and releases it to test itself. */
export const CANARY = 'canary'
export const CANARY_SCOPE = `agent:${CANARY}`

/** How long before a stop an agent may have been heard last and still be expected to confirm it. */
const aboutSeconds = 10 * 60
export const aboutSince = ({ revisedAt }: Engagement): string => plusSeconds(revisedAt, -aboutSeconds)

/** What is stopped for a skill or a channel may run in any agent, so all of them have to say so. */
const concerns = (scope: string, agent: string): boolean =>
  scope.startsWith('agent:') ? scope === `agent:${agent}` : agent !== CANARY

/** `acks` may be of any revision; an agent's word about a later turn holds for the earlier ones too. */
export const stopsOf = (
  { scope, revision }: Engagement,
  about: readonly AgentAbout[],
  acks: readonly SwitchAck[],
): Stops => {
  const latest = new Map<string, SwitchAck>()
  for (const ack of acks) {
    const known = latest.get(ack.agent)
    if (ack.revision >= revision && (!known || known.revision <= ack.revision)) latest.set(ack.agent, ack)
  }
  const stops: Stops = { confirmed: [], unfinished: [], silent: [] }
  const others = [...latest.values()].filter(({ agent }) => !about.some((each) => each.agent === agent))
  const all = [...about, ...others.map(({ agent, at }) => ({ agent, owner: '', seenAt: at }))]
  for (const each of all.filter(({ agent }) => concerns(scope, agent))) {
    const ack = latest.get(each.agent)
    if (!ack) stops.silent.push(each)
    else if (ack.stragglers.length > 0) stops.unfinished.push({ agent: each.agent, left: ack.stragglers })
    else stops.confirmed.push({ agent: each.agent, runs: ack.stoppedRuns.length, stopMs: ack.stopMs })
  }
  return stops
}

export const expected = ({ confirmed, unfinished, silent }: Stops): number =>
  confirmed.length + unfinished.length + silent.length

export const isComplete = ({ unfinished, silent }: Stops): boolean =>
  unfinished.length === 0 && silent.length === 0

/** Everything that people are told of one stop. */
export interface StopFacts {
  engagement: Engagement
  stops: Stops
  /** Who has asked to let them go on, while a second person is still missing. */
  asked?: { by: Actor; at: string } | undefined
  ended?: { by: Actor; at: string } | undefined
  now: string
}

/** How long agents have to confirm before people are called. */
export const confirmSeconds = 60
/** Whether it is late enough to call an agent that has not confirmed a straggler. */
export const isLate = ({ engagement, now }: Pick<StopFacts, 'engagement' | 'now'>): boolean =>
  now >= plusSeconds(engagement.revisedAt, confirmSeconds)
