// Budgets in the table: each its own stream, and whether it is used up in the posture that every decision reads, in one transaction.
import { type BudgetCommand, type BudgetEvent, type BudgetState, budget } from '#domain/limits/budget.ts'
import { type Committed, load, runCommand } from '../kernel/run-command.ts'
import { EXHAUSTED, postureWrite } from '../posture.ts'

/** The windows in which nothing may be spent, as the posture holds them; none takes the fact out. */
const facts = ({ exhausted }: BudgetState): string | undefined => {
  const windows = Object.values(exhausted)
  return windows.length > 0 ? JSON.stringify(windows) : undefined
}

/** Runs a command of one budget. Once this returns, no decision that begins afterwards spends what is used up. */
export const runBudget = (
  command: BudgetCommand,
  requestId: string,
): Promise<Committed<BudgetState, BudgetEvent>> =>
  runCommand(budget, command.scope, command, {
    requestId,
    alongside: (before, after) =>
      facts(before) === facts(after) ? [] : [postureWrite(`${EXHAUSTED}${command.scope}`, facts(after))],
  })

/** A budget as of the last commit. */
export const readBudget = async (scope: string): Promise<BudgetState> =>
  (await load(budget, scope))?.state ?? budget.initialState
