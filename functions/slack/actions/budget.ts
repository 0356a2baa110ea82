// “Grant an allowance”: opens the form while the budget is used up.
import type { App } from '@slack/bolt'
import { actionIds, BudgetRef } from '#blocks/action-ids.ts'
import { allowanceForm } from '#blocks/limits/budget.ts'
import { isExhausted } from '#domain/limits/budget.ts'
import { openView } from '#gateways/slack.ts'
import { readBudget } from '#store/limits/budget.ts'
import { type Click, onAction } from '../on-action.ts'

const open = async ({ value, triggerId }: Click): Promise<string | undefined> => {
  const { scope } = BudgetRef.parse(value)
  if (!isExhausted(await readBudget(scope), new Date().toISOString()))
    return 'This budget is not used up any more; nothing has to be granted.'
  await openView(triggerId, allowanceForm(scope))
  return undefined
}

export const budgetActions = (app: App): void =>
  onAction(
    app,
    actionIds.budgetAllow,
    'The form could not be opened, so nothing was granted; try again.',
    open,
  )
