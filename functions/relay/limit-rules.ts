// What follows from a budget's and a watch's events: people are told, and an agent that behaves unusually is stopped.

import type { BudgetEvent } from '#domain/limits/budget.ts'
import type { WatchEvent } from '#domain/limits/watch.ts'
import { system } from '#domain/shared/actor.ts'
import type { Recorded } from '#domain/shared/recorded-event.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { runSwitch } from '#store/kill-switch/kill-switch.ts'
import { turnSwitchFor } from '#store/limits/budget.ts'
import { putPausedRun } from '#store/limits/runs.ts'
import { arn, none, type Rule, type Rules } from './effects.ts'

/** An event's hash is its own, and short enough to name an execution. */
const tell: Rule = ({ record: { stream, seq, hash } }) =>
  startExecution(arn('NOTICE_ARN'), hash.slice('sha256:'.length), { stream, seq })

/** A stop that comes later than this would surprise whoever has looked and resumed since. */
const STILL_NEWS_SECONDS = 15 * 60

type Found = Extract<WatchEvent, { type: 'AnomalyFound' }>

const stop = async ({ event, record }: Recorded<Found>): Promise<void> => {
  const { at, agent, evidence } = event
  const now = new Date().toISOString()
  if (now > plusSeconds(at, STILL_NEWS_SECONDS)) return
  await runSwitch(
    {
      type: 'EngageSwitch',
      now,
      by: system('anomaly'),
      mayAct: true,
      scope: `agent:${agent}`,
      mode: 'paused',
      reason: `${agent} ${evidence}`.slice(0, 300),
    },
    record.requestId,
  )
}

/** The gate denies by its own count; this is how the agent hears of it. */
const pauseRun = async ({
  event,
  record,
}: Recorded<Extract<WatchEvent, { type: 'RunLimitReached' }>>): Promise<void> => {
  const { agent, run, evidence, at } = event
  const reason = `The run ${evidence}`
  await putPausedRun(agent, { run, reason, since: at })
  await runSwitch({ type: 'PauseRun', now: new Date().toISOString(), agent, run, reason }, record.requestId)
}

/** Whoever changed the budget has turned the switch with it, unless it died in between. */
const turnAndTell = async (
  happened: Recorded<Extract<BudgetEvent, { type: 'BudgetExhausted' | 'AllowanceGranted' }>>,
): Promise<void> => {
  const { event, record } = happened
  await turnSwitchFor(event.scope, new Date().toISOString(), record.requestId)
  await tell(happened)
}

export const budgetRules: Rules<BudgetEvent> = {
  BudgetAlerted: tell,
  BudgetExhausted: turnAndTell,
  AllowanceGranted: turnAndTell,
  AllowanceRefused: none,
}

export const watchRules: Rules<WatchEvent> = {
  FatigueFlagged: tell,
  AnomalyFound: async (happened) => {
    await stop(happened)
    await tell(happened)
  },
  RunLimitReached: async (event) => {
    await pauseRun(event)
    await tell(event)
  },
  UsageCapped: tell,
  MismatchReported: tell,
}
