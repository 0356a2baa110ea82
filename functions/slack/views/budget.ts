// The form behind “Grant an allowance”: records what the person grants, or says at the field why it was refused.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { amountField, BudgetRef, callbackIds } from '#blocks/action-ids.ts'
import { limitSettings } from '#config/load.ts'
import { budgetsOf, limitsFor } from '#domain/limits/limits.ts'
import { dayOf, firstDay, spentAt } from '#domain/limits/usage.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { runBudget } from '#store/limits/budget.ts'
import { daysOf } from '#store/limits/usage.ts'
import { type Outcome, onSubmit, type Submission } from '../on-submit.ts'

const Amount = z.coerce.number()

const grant = async ({ user, ref, filled, requestId }: Submission): Promise<Outcome> => {
  const { scope } = BudgetRef.parse(ref)
  const amount = Amount.safeParse(filled[amountField.block])
  if (!amount.success) return 'Write an amount in dollars, like 25 or 12.50.'
  const now = new Date().toISOString()
  const settings = limitSettings()
  const limits = budgetsOf(scope === 'all' ? settings.all : limitsFor(settings, scope.slice('agent:'.length)))
  const [person, days] = await Promise.all([lookUpPerson(user), daysOf(scope, firstDay(now), dayOf(now))])
  const { refusal } = await runBudget(
    {
      type: 'GrantAllowance',
      now,
      scope,
      by: user,
      person,
      limits,
      spent: spentAt(days, now),
      amountUsd: amount.data,
    },
    requestId,
  )
  return refusal?.sentence
}

export const budgetViews = (app: App): void =>
  onSubmit(
    app,
    callbackIds.budgetAllow,
    {
      failed: 'This could not be recorded, so nothing was granted; try again.',
      late: 'This takes longer than it should. Close this form and look at the card: it shows whether it was recorded.',
    },
    grant,
  )
