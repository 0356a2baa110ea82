// Budgets in the table: each its own stream, and whether it is used up in the posture that every decision reads, in one transaction. The kill switch follows, so that agents hear of it.

import { BUDGET, isOfBudget } from '#domain/kill-switch/state.ts'
import {
  type BudgetCommand,
  type BudgetEvent,
  type BudgetState,
  budget,
  exhaustion,
} from '#domain/limits/budget.ts'
import { system } from '#domain/shared/actor.ts'
import { type Committed, load, runCommand } from '../kernel/run-command.ts'
import { readSwitch, runSwitch } from '../kill-switch/kill-switch.ts'
import { EXHAUSTED, postureWrite } from '../posture.ts'

/** The windows in which nothing may be spent, as the posture holds them; none takes the fact out. */
const facts = ({ exhausted }: BudgetState): string | undefined => {
  const windows = Object.values(exhausted)
  return windows.length > 0 ? JSON.stringify(windows) : undefined
}

/** A budget as of the last commit. */
export const readBudget = async (scope: string): Promise<BudgetState> =>
  (await load(budget, scope))?.state ?? budget.initialState

const follow = async (scope: string, state: BudgetState, now: string, requestId: string): Promise<void> => {
  const used = exhaustion(state, now)
  const { engaged } = await readSwitch()
  const paused = engaged.find((each) => each.scope === scope && isOfBudget(each))
  const by = { now, by: system(BUDGET), mayAct: true, scope }
  if (used && paused?.until !== used.until) {
    const whose = scope === 'all' ? 'The budget of all agents together' : 'Its budget'
    const reason = `${whose} for the ${used.period} is used up`
    await runSwitch({ type: 'EngageSwitch', ...by, mode: 'paused', reason, until: used.until }, requestId)
  }
  if (!used && paused) await runSwitch({ type: 'ReleaseSwitch', ...by }, requestId)
}

/** Turns the kill switch as the budget stands; doing it again changes nothing. */
export const turnSwitchFor = async (scope: string, now: string, requestId: string): Promise<void> =>
  follow(scope, await readBudget(scope), now, requestId)

/**
 * Runs a command of one budget. Once this returns, no decision that begins afterwards spends what is used up, and the
 * switch says so.
 */
export const runBudget = async (
  command: BudgetCommand,
  requestId: string,
): Promise<Committed<BudgetState, BudgetEvent>> => {
  const { scope, now } = command
  const committed = await runCommand(budget, scope, command, {
    requestId,
    alongside: (before, after) =>
      facts(before) === facts(after) ? [] : [postureWrite(`${EXHAUSTED}${scope}`, facts(after))],
  })
  const { state, events } = committed
  if (events.length > 0 || exhaustion(state, now)) await follow(scope, state, now, requestId)
  return committed
}
