// What an agent reports of its model calls, and what it is told of its budget.
import * as z from 'zod'
import { dollars, micros } from '#domain/limits/usage.ts'

const text = z.string().min(1).max(200)
const tokens = z.int().min(0).max(1e9).default(0)

export const UsageBody = z.strictObject({
  id: text.describe('Yours, unique per model call; the same id counts once.'),
  session: text.optional(),
  run: text.optional(),
  provider: text.optional(),
  model: text.optional(),
  inputTokens: tokens,
  outputTokens: tokens,
  cacheReadTokens: tokens,
  costUsd: z
    .number()
    .min(0)
    .max(1e6)
    .transform((usd) => dollars(micros(usd)))
    .default(0)
    .describe('Counted to the millionth of a dollar.'),
  at: z.iso
    .datetime({ offset: true })
    .transform((value) => new Date(value).toISOString())
    .optional()
    .describe('When the call was made. A time in the future, or more than 31 days ago, counts as now.'),
})

export type UsageBody = z.infer<typeof UsageBody>

export const UsageAnswer = z.strictObject({
  id: z.string(),
  countedUsd: z
    .number()
    .describe('At most what these tokens cost at the dearest price of config/prices.yml.'),
  spentDayUsd: z.number(),
  budgetDayUsd: z.number(),
  spentMonthUsd: z.number(),
  budgetMonthUsd: z.number(),
})
