// Every message and form about limits, for one text by somebody else.
import { answerForm, questionCard } from '#blocks/agent/question.ts'
import { AGENTS_SHOWN, type AgentRow, agentList } from '#blocks/limits/agents.ts'
import { allowanceForm, budgetAlert, budgetCard } from '#blocks/limits/budget.ts'
import { BUDGETS_SHOWN, budgetList } from '#blocks/limits/budget-list.ts'
import { spendingChart } from '#blocks/limits/chart.ts'
import { watchNotice } from '#blocks/limits/watch.ts'
import type { KnownQuestion } from '#domain/agent/question.ts'
import type { BudgetEvent } from '#domain/limits/budget.ts'
import type { WatchEvent } from '#domain/limits/watch.ts'
import { system } from '#domain/shared/actor.ts'
import { at } from './fixtures.ts'

const reached = { at: at(1), by: system('budget'), period: 'day', until: at(9) } as const
const common = { at: at(1), by: system('limits'), result: 'failure' } as const
const people = Array.from({ length: 30 }, (_, index) => `UELIGIBLE${index}`)

export const limitMessages = (words: string): { text: string; blocks: unknown[]; metadata?: object }[] => {
  // A name is part of a token's credential, and so of a scope.
  const agent = words.slice(0, 100) || 'a'
  const watched: WatchEvent[] = [
    { type: 'FatigueFlagged', ...common, result: 'refused', agent, most: 10, withinMinutes: 10 },
    { type: 'AnomalyFound', ...common, agent, anomaly: 'loop', evidence: words },
    {
      type: 'RunLimitReached',
      ...common,
      agent,
      owner: 'UPRODUCT',
      run: words,
      limit: 'steps',
      evidence: words,
    },
    {
      type: 'UsageCapped',
      ...common,
      result: 'refused',
      agent,
      owner: 'UPRODUCT',
      reportedUsd: 1e6,
      countedUsd: 0,
    },
    { type: 'MismatchReported', ...common, agent, eventId: words, evidence: words },
  ]
  const budgets = ['all', `agent:${agent}`].flatMap((scope) => {
    const spent = { scope, spentUsd: 1e9, limitUsd: 0.0001 }
    const exhausted: BudgetEvent = {
      type: 'BudgetExhausted',
      result: 'failure',
      ...reached,
      ...spent,
      ...(scope === 'all' ? {} : { owner: 'UPRODUCT' }),
    }
    const granted: BudgetEvent = {
      type: 'AllowanceGranted',
      at: at(2),
      by: { kind: 'person', id: 'UPRODUCT2' },
      scope,
      amountUsd: 10_000,
      ceilings: { day: 1 },
      until: at(9),
    }
    return [
      budgetAlert({ type: 'BudgetAlerted', percent: 80, ...reached, ...spent }, 'k'),
      budgetCard(exhausted, { key: 'k', eligible: people }),
      budgetCard(exhausted, { key: 'k', eligible: [] }),
      budgetCard(exhausted, { key: 'k', eligible: people, granted }),
    ]
  })
  const row: AgentRow = {
    agent,
    owner: 'UPRODUCT',
    seenAt: at(1),
    mode: 'paused' as const,
    exhausted: true,
    spentUsd: 1e9,
    budgetUsd: 1e9,
    failed: 20,
    outcomes: 40,
  }
  const budget = {
    scope: `agent:${agent}`,
    spent: { day: 1e9, month: 1e9 },
    limits: { day: 1e9, month: 1e9 },
    allowanceUntil: at(9),
  }
  const days = Array.from({ length: 7 }, (_, index) => ({ day: `2026-09-0${index + 1}`, usd: index * 1e8 }))
  return [
    ...questionMessages(words),
    ...watched.map((event) => watchNotice(event, 'k', people)),
    ...budgets,
    agentList([], 0),
    agentList(
      Array.from({ length: AGENTS_SHOWN }, () => row),
      1_000,
    ),
    budgetList(
      Array.from({ length: BUDGETS_SHOWN }, () => budget),
      1_000,
    ),
    { text: 'chart', blocks: [spendingChart(days, 500)] },
    { text: 'no spending', blocks: [spendingChart([{ day: '2026-09-01', usd: 0 }], 500)] },
  ]
}

const question = (words: string, options: string[]): KnownQuestion => ({
  status: 'open',
  question: {
    id: `ask_${'0'.repeat(26)}`,
    agent: words.slice(0, 100) || 'a',
    owner: 'UPRODUCT',
    text: words || 'x',
    options,
    digest: 'sha256:0',
    askedAt: at(0),
    expiresAt: at(9),
  },
})

/** A question as it is asked, answered and left without an answer. */
const questionMessages = (words: string) => {
  const open = question(words, [])
  const choice = question(
    words,
    Array.from({ length: 10 }, (_, index) => `${index} ${words}`.slice(0, 150)),
  )
  const answered: KnownQuestion = { ...choice, status: 'answered', answer: words, by: 'UPRODUCT', at: at(2) }
  return [
    questionCard(open, at(1)),
    questionCard(choice, at(1)),
    questionCard(answered, at(3)),
    questionCard(open, '2030-01-01T00:00:00.000Z'),
  ]
}

export const limitViews = (words: string): unknown[] => [
  answerForm(question(words, [])),
  answerForm(question(words, ['yes', words || 'no'])),
  allowanceForm('all'),
  allowanceForm(`agent:${words}`),
]
