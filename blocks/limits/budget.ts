// What people see of a budget: the alerts on the way up, the card that stops the agent, and the form that grants it more.
import type { KnownBlock, ModalView, RichTextElement } from '@slack/types'
import { type BudgetEvent, MAX_ALLOWANCE_USD, type Period } from '#domain/limits/budget.ts'
import { actionIds, amountField, type BudgetRef, callbackIds } from '../action-ids.ts'
import type { Card } from '../shared/card.ts'
import {
  bold,
  button,
  header,
  moment,
  momentInUtc,
  people,
  person,
  plain,
  richText,
  section,
  sentence,
  text,
} from '../shared/elements.ts'
import { brief, escaped } from '../shared/escape.ts'
import { money } from '../shared/money.ts'

type Reached = Extract<BudgetEvent, { type: 'BudgetAlerted' | 'BudgetExhausted' }>
type Exhausted = Extract<BudgetEvent, { type: 'BudgetExhausted' }>
type Granted = Extract<BudgetEvent, { type: 'AllowanceGranted' }>

/** `demo-agent`, or `All agents together`. */
export const whose = (scope: string): string =>
  scope === 'all' ? 'All agents together' : brief(scope.slice(scope.indexOf(':') + 1), 60)
const has = (scope: string): string => (scope === 'all' ? 'have' : 'has')
const span: Record<Period, string> = { day: 'today’s budget', month: 'this month’s budget' }

const howMuch = ({ scope, period, spentUsd, limitUsd }: Reached, percent: number): string =>
  `${whose(scope)} ${has(scope)} spent ${percent}% of ${span[period]}: ${money(spentUsd)} of ${money(limitUsd)}`

const mark = (key: string) => ({ eventType: 'claw_budget', key })

export const budgetAlert = (event: Extract<BudgetEvent, { type: 'BudgetAlerted' }>, key: string): Card => {
  const words = `💰 ${howMuch(event, event.percent)}. When it is used up, nothing more is allowed.`
  return { text: escaped(words), blocks: [sentence(words)], metadata: mark(key) }
}

const grantButton = ({ scope }: Exhausted): KnownBlock => ({
  type: 'actions',
  elements: [
    button(actionIds.budgetAllow, 'Grant an allowance', { scope } satisfies BudgetRef, { style: 'primary' }),
  ],
})

const may = ({ owner }: Exhausted, eligible: readonly string[]): RichTextElement[] =>
  eligible.length > 0
    ? [
        text('May grant more until the end of the day: '),
        ...people(eligible),
        ...(owner ? [text(' · not the owner, '), person(owner), text('.')] : []),
      ]
    : [text('⚠️ Nobody is left who holds such a role, so nobody can grant more.')]

const isOver = (scope: string): string => (scope === 'all' ? 'are paused' : 'is paused')

/** The card of a used-up budget; once an allowance is `granted`, who did and how much. */
export const budgetCard = (
  event: Exhausted,
  { key, eligible, granted }: { key: string; eligible: readonly string[]; granted?: Granted | undefined },
): Card => {
  const { scope, until } = event
  const used = `${howMuch(event, 100)}.`
  if (granted) {
    const words = `✅ ${whose(scope)} may spend ${money(granted.amountUsd)} more until`
    return {
      text: escaped(`${words} ${momentInUtc(granted.until)}, granted by ${granted.by.id}. ${used}`),
      blocks: [
        header(`Budget: ${whose(scope)}`),
        richText(
          section(text(used)),
          section(
            text(`${words} `),
            moment(granted.until),
            text('. Granted by '),
            person(granted.by.id),
            text('.'),
          ),
        ),
      ],
      metadata: mark(key),
    }
  }
  return {
    text: escaped(
      `⛔ ${used} ${whose(scope)} ${isOver(scope)} until ${momentInUtc(until)}, unless somebody grants more.`,
    ),
    blocks: [
      header(`⛔ Budget used up: ${whose(scope)}`),
      richText(
        section(text(`${used} `)),
        section(bold(`Nothing is allowed until `), moment(until), bold(', unless somebody grants more.')),
        section(...may(event, eligible)),
      ),
      grantButton(event),
    ],
    metadata: mark(key),
  }
}

/** The form behind the button: how much more, until the end of the day. */
export const allowanceForm = (scope: string): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.budgetAllow,
  private_metadata: JSON.stringify({ scope } satisfies BudgetRef),
  title: plain('Grant an allowance'),
  submit: plain('Grant'),
  close: plain('Go back'),
  blocks: [
    sentence(
      `${whose(scope)} may spend so much more until the day ends at 00:00 UTC. It goes on record with your name.`,
    ),
    {
      type: 'input',
      block_id: amountField.block,
      label: plain('US dollars'),
      element: {
        type: 'number_input',
        action_id: amountField.element,
        is_decimal_allowed: true,
        min_value: '0.01',
        max_value: String(MAX_ALLOWANCE_USD),
        focus_on_load: true,
      },
    },
  ],
})
