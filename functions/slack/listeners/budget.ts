// “Grant an allowance”: opens the form, records what the person grants, and says at the field why it was refused.
import type { App } from '@slack/bolt'
import * as z from 'zod'
import { actionIds, amountField, BudgetRef, callbackIds } from '#blocks/action-ids.ts'
import { allowanceForm } from '#blocks/limits/budget.ts'
import { limitSettings } from '#config/load.ts'
import { isExhausted } from '#domain/limits/budget.ts'
import { budgetsOf, limitsFor } from '#domain/limits/limits.ts'
import { dayOf, firstDay, spentAt } from '#domain/limits/usage.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { openView } from '#gateways/slack.ts'
import { readBudget, runBudget } from '#store/limits/budget.ts'
import { daysOf } from '#store/limits/usage.ts'
import { type Click, onClick } from '../click.ts'
import { log, troubleSentence, within } from '../trouble.ts'

const notRecorded = 'This could not be recorded, so nothing was granted; try again.'

const open = async ({ value, triggerId }: Click): Promise<string | undefined> => {
  const { scope } = BudgetRef.parse(value)
  if (!isExhausted(await readBudget(scope), new Date().toISOString()))
    return 'This budget is not used up any more; nothing has to be granted.'
  await openView(triggerId, allowanceForm(scope))
  return undefined
}

const Submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        [amountField.block]: z.object({
          [amountField.element]: z.object({ value: z.coerce.number() }),
        }),
      }),
    }),
  }),
})

/** Why it was refused, or nothing. */
const grant = async (body: unknown, requestId: string): Promise<string | undefined> => {
  const { user, view } = Submission.parse(body)
  const { scope } = BudgetRef.parse(JSON.parse(view.private_metadata))
  const now = new Date().toISOString()
  const settings = limitSettings()
  const limits = budgetsOf(scope === 'all' ? settings.all : limitsFor(settings, scope.slice('agent:'.length)))
  const [person, days] = await Promise.all([lookUpPerson(user.id), daysOf(scope, firstDay(now), dayOf(now))])
  const { refusal } = await runBudget(
    {
      type: 'GrantAllowance',
      now,
      scope,
      by: user.id,
      person,
      limits,
      spent: spentAt(days, now),
      amountUsd: view.state.values[amountField.block]![amountField.element]!.value,
    },
    requestId,
  )
  return refusal?.sentence
}

const late =
  'This takes longer than it should. Close this form and look at the card: it shows whether it was recorded.'

export const budgetListeners = (app: App): void => {
  onClick(
    app,
    actionIds.budgetAllow,
    'The form could not be opened, so nothing was granted; try again.',
    open,
  )
  app.view(callbackIds.budgetAllow, async ({ ack, body, context }) => {
    const refused = await within(
      2_500,
      grant(body, String(context['requestId'] ?? body.view.id)).catch((error: unknown) => {
        log('an allowance failed', error)
        return troubleSentence(error, notRecorded)
      }),
      late,
    )
    if (refused) return ack({ response_action: 'errors', errors: { [amountField.block]: refused } })
    await ack()
  })
}
