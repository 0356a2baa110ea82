// How much an agent may ask for and spend, as a team sets it.
import * as z from 'zod'
import { plusSeconds } from '../shared/time.ts'
import type { Amounts } from './budget.ts'
import { RunLimits } from './run.ts'

const count = z.int().min(1).max(1_000_000)
const usd = z.number().positive().max(1e9)

const AgentLimits = z.strictObject({
  requestsPerMinute: count,
  concurrentActions: count.max(1_000),
  approvalRequests: z.strictObject({ most: count.max(1_000), withinMinutes: count.max(1_440) }),
  budgetDayUsd: usd,
  budgetMonthUsd: usd,
  run: RunLimits,
})
export type AgentLimits = z.infer<typeof AgentLimits>

/** As `config/limits.yml` holds it. */
export const LimitSettings = z.strictObject({
  default: AgentLimits,
  agents: z.record(z.string(), AgentLimits.partial()),
  all: AgentLimits.pick({ budgetDayUsd: true, budgetMonthUsd: true }),
  /** How long after its start an action may stay silent; then nobody knows how it ended, and people are asked. */
  outcome: z.strictObject({ withinMinutes: count.max(7 * 24 * 60) }).default({ withinMinutes: 60 }),
  /** Seconds that a call of a tool may take, by tool; `*` for every other. */
  toolSeconds: z.record(z.string().min(1).max(100), count.max(86_400)).and(z.object({ '*': count })),
  anomalies: z.strictObject({
    spend: z.strictObject({ times: z.number().min(1), atLeastHours: count.max(168), atLeastUsd: usd }),
    loop: z.strictObject({
      times: count.min(2).max(10_000),
      withinSeconds: count.max(3_600),
      except: z.array(z.string()),
    }),
    errors: z.strictObject({ inARow: count.min(2).max(10_000) }),
  }),
})
export type LimitSettings = z.infer<typeof LimitSettings>

/** What holds for one agent. */
export const limitsFor = (settings: LimitSettings, agent: string): AgentLimits => {
  const own = Object.hasOwn(settings.agents, agent) ? settings.agents[agent] : {}
  const given = Object.fromEntries(Object.entries(own ?? {}).filter(([, value]) => value !== undefined))
  return { ...settings.default, ...given }
}

/** The budgets of one agent, or of all together, by period. */
export const budgetsOf = (limits: LimitSettings['all']): Amounts => ({
  day: limits.budgetDayUsd,
  month: limits.budgetMonthUsd,
})

/** What was asked up to here no longer counts against the limit of asking people. */
export const overAt = ({ approvalRequests }: AgentLimits, now: string): string =>
  plusSeconds(now, -approvalRequests.withinMinutes * 60)

/** Money that is about to be spent, until it is reported. */
export interface Hold {
  id: string
  usd: number
  at: string
}

/** How long an estimate is held back; what was really spent has been reported long before. */
const HOLD_SECONDS = 600
export const holdOver = (at: string, now: string): boolean => at <= plusSeconds(now, -HOLD_SECONDS)
