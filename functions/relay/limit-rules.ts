// What follows from a budget's and a watch's events: people are told, and an agent that behaves unusually is stopped.

import type { BudgetEvent } from '#domain/limits/budget.ts'
import type { WatchEvent } from '#domain/limits/watch.ts'
import { system } from '#domain/shared/actor.ts'
import type { Recorded } from '#domain/shared/recorded-event.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { runSwitch } from '#store/kill-switch/kill-switch.ts'
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

export const budgetRules: Rules<BudgetEvent> = {
  BudgetAlerted: tell,
  BudgetExhausted: tell,
  AllowanceGranted: tell,
  AllowanceRefused: none,
}

export const watchRules: Rules<WatchEvent> = {
  FatigueFlagged: tell,
  AnomalyFound: async (happened) => {
    await stop(happened)
    await tell(happened)
  },
  MismatchReported: tell,
}
