// What tokens cost by our own table, so that neither a budget nor a run has to believe an agent's word.
import * as z from 'zod'

const perMillion = z.number().min(0).max(1e6)
const Price = z.strictObject({ input: perMillion, output: perMillion, cacheRead: perMillion })
type Price = z.infer<typeof Price>

/** As `config/prices.yml` holds it: US dollars per million tokens, by provider and model. */
export const PriceSettings = z
  .record(z.string().min(1).max(100), z.record(z.string().min(1).max(200), Price))
  .refine((all) => Object.values(all).some((models) => Object.keys(models).length > 0), 'at least one price')
export type PriceSettings = z.infer<typeof PriceSettings>

export interface Tokens {
  inputTokens: number
  outputTokens: number
  cacheReadTokens: number
}

const dearest = (settings: PriceSettings): Price => {
  const all = Object.values(settings).flatMap((models) => Object.values(models))
  const most = (of: (price: Price) => number): number => Math.max(...all.map(of))
  return {
    input: most(({ input }) => input),
    output: most(({ output }) => output),
    cacheRead: most(({ cacheRead }) => cacheRead),
  }
}

const priced = (price: Price, { inputTokens, outputTokens, cacheReadTokens }: Tokens): number =>
  (inputTokens * price.input + outputTokens * price.output + cacheReadTokens * price.cacheRead) / 1e6

/** The most that these tokens can have cost, whoever sold them. */
export const mostFor = (settings: PriceSettings, tokens: Tokens): number => priced(dearest(settings), tokens)

/** What these tokens cost by the table; a model that is not in it costs what the dearest does. */
export const costOf = (
  settings: PriceSettings,
  { provider = '', model = '' }: { provider?: string | undefined; model?: string | undefined },
  tokens: Tokens,
): number => {
  const models = Object.hasOwn(settings, provider) ? settings[provider] : undefined
  const price = models && Object.hasOwn(models, model) ? models[model] : undefined
  return price ? priced(price, tokens) : mostFor(settings, tokens)
}
