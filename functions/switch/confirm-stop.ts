// `POST /v1/switch/acks`: an agent says what it has stopped, and how fast that was is measured here and not believed.

import { switchAck } from '#domain/kill-switch/ack.ts'
import { engagedFor, type SwitchFacts } from '#domain/kill-switch/state.ts'
import { AckBody } from '#functions/contracts/switch.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { invalid } from '#functions/http/problem.ts'
import { noteSeen } from '#store/agent/agents.ts'
import { runCommand } from '#store/kernel/run-command.ts'

/** When the agent was last told to stop, as far as it knows by `revision`. */
const toldAt = (facts: SwitchFacts, agent: string, revision: number, now: string): string | undefined => {
  const partial = facts.engaged.filter(({ scope }) => /^(skill|channel):/.test(scope))
  return [...engagedFor(facts, { agent }, now), ...partial]
    .filter((each) => each.revision <= revision)
    .map(({ revisedAt }) => revisedAt)
    .sort()
    .at(-1)
}

export const confirmStop = async (event: HttpEvent) => {
  const { caller, posture, tokenHash } = await authenticate(event.headers, 'agent')
  const { revision, stoppedRuns, stragglers } = readBody(event, AckBody)
  const facts = posture.killSwitch
  if (revision > facts.revision)
    throw invalid([{ field: 'revision', message: `the switch is at ${facts.revision}` }])
  const now = new Date().toISOString()
  const { agent } = caller
  const told = toldAt(facts, agent, revision, now)
  const stopMs = told && Math.max(0, Date.parse(now) - Date.parse(told))
  await Promise.all([
    noteSeen(caller, tokenHash),
    runCommand(
      switchAck,
      `${revision}-${agent}`,
      { now, agent, revision, stoppedRuns, stragglers, ...(typeof stopMs === 'number' ? { stopMs } : {}) },
      { requestId: event.requestContext.requestId },
    ),
  ])
  return json({ revision: facts.revision })
}
