// `/claw agents`: who they are, who answers for them, and how they are.
import { AGENTS_SHOWN, type AgentRow, agentList } from '#blocks/limits/agents.ts'
import { limitSettings } from '#config/load.ts'
import { effectiveMode } from '#domain/kill-switch/state.ts'
import { limitsFor } from '#domain/limits/limits.ts'
import { dayOf, spentAt } from '#domain/limits/usage.ts'
import { momentOf, type Posture } from '#domain/posture.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { agentsSeenSince, type SeenAgent } from '#store/agent/agents.ts'
import { OUTCOMES, recall } from '#store/limits/recent.ts'
import { daysOf } from '#store/limits/usage.ts'
import { readPosture } from '#store/posture.ts'
import type { Command } from '../command.ts'
import { notChecked, say } from '../reply.ts'

const rowOf = async (
  { agent, owner, seenAt }: SeenAgent,
  posture: Posture,
  now: string,
): Promise<AgentRow> => {
  const [days, outcomes] = await Promise.all([
    daysOf(`agent:${agent}`, dayOf(now), dayOf(now)),
    recall(agent, OUTCOMES),
  ])
  const failed = outcomes['failed']?.length ?? 0
  return {
    agent,
    owner,
    seenAt,
    failed,
    mode: effectiveMode(posture.killSwitch, { agent }, now),
    exhausted: momentOf(posture, { agent }, now).budgetExhausted,
    spentUsd: spentAt(days, now).day,
    budgetUsd: limitsFor(limitSettings(), agent).budgetDayUsd,
    outcomes: failed + (outcomes['fine']?.length ?? 0),
  }
}

export const agents: Command = {
  name: 'agents',
  also: ['agent list', 'who is there'],
  usage: 'agents',
  summary: 'who they are, when they were last heard, what they spend and how often they fail',
  run: async ({ user, now }) => {
    const [person, seen, posture] = await Promise.all([
      lookUpPerson(user),
      agentsSeenSince(''),
      readPosture(),
    ])
    if (!person) return notChecked()
    if (!personMay(person, 'record.read')) return say('You hold no role, so there is nothing to show you.')
    const latest = seen.sort((a, b) => (a.seenAt < b.seenAt ? 1 : -1)).slice(0, AGENTS_SHOWN)
    return agentList(await Promise.all(latest.map((each) => rowOf(each, posture, now))), seen.length)
  },
}
