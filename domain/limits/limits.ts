// How much an agent may ask for and spend, as a team sets it, and whether one more request for approval still fits.
import * as z from 'zod'
import { plusSeconds } from '../shared/time.ts'
import type { Amounts } from './budget.ts'

const count = z.int().min(1).max(1_000_000)
const usd = z.number().positive().max(1e9)

const AgentLimits = z.strictObject({
  requestsPerMinute: count,
  concurrentActions: count.max(1_000),
  approvalRequests: z.strictObject({ most: count.max(1_000), withinMinutes: count.max(1_440) }),
  budgetDayUsd: usd,
  budgetMonthUsd: usd,
})
export type AgentLimits = z.infer<typeof AgentLimits>

/** As `config/limits.yml` holds it. */
export const LimitSettings = z.strictObject({
  default: AgentLimits,
  agents: z.record(z.string(), AgentLimits.partial()),
  all: AgentLimits.pick({ budgetDayUsd: true, budgetMonthUsd: true }),
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

/** Requests for approval that an agent has made, oldest first. */
export type RecentRequests = { id: string; at: string }[]

export type Admission = { asked: RecentRequests } | { refused: 'fatigue' | 'concurrent' | 'unknown' }

/**
 * Whether `id` may be asked now. A request that was let in before stays in, so asking twice costs nothing.
 * `open` are those that still wait; without it the answer may be `unknown`: look which do, and ask again.
 */
export const admitApproval = (
  asked: RecentRequests,
  { id, now, limits, open }: { id: string; now: string; limits: AgentLimits; open?: ReadonlySet<string> },
): Admission => {
  if (asked.some((each) => each.id === id)) return { asked }
  const { most, withinMinutes } = limits.approvalRequests
  const since = plusSeconds(now, -withinMinutes * 60)
  if (asked.filter(({ at }) => at > since).length >= most) return { refused: 'fatigue' }
  const kept = open ? asked.filter((each) => each.at > since || open.has(each.id)) : asked
  const waiting = open ? kept.filter((each) => open.has(each.id)).length : kept.length
  if (waiting >= limits.concurrentActions) return { refused: open ? 'concurrent' : 'unknown' }
  return { asked: [...kept, { id, at: now }] }
}

/** Money that is about to be spent, until it is reported. */
export interface Hold {
  id: string
  usd: number
  at: string
}

/** How long an estimate is held back; what was really spent has been reported long before. */
const HOLD_SECONDS = 600

/** What is held once `hold` is, or undefined when it does not fit into what is `left` in US dollars. */
export const admitEstimate = (
  held: Hold[],
  hold: Hold,
  { now, left }: { now: string; left: number },
): Hold[] | undefined => {
  const standing = held.filter(({ at }) => at > plusSeconds(now, -HOLD_SECONDS))
  if (standing.some(({ id }) => id === hold.id)) return held
  const sum = standing.reduce((total, { usd }) => total + usd, hold.usd)
  return sum <= left ? [...standing, hold] : undefined
}
