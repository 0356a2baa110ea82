// `npm run build`: bundles every function, prints what each weighs and fails when one outgrew its budget.
import { join } from 'node:path'
import { type Bundle, bundleFunctions, OUTPUT_FOLDER } from './bundle.ts'

/**
 * Kilobytes of JavaScript, unzipped: what Node has to read and compile on a cold start. Roughly a quarter over
 * today's size, so that a dependency which slips in is noticed on the day it does.
 */
const BUDGET_KB: Record<string, number> = { gate: 800, slack: 900 }
const DEFAULT_BUDGET_KB = 700

const root = join(import.meta.dirname, '..')
const bundles = await bundleFunctions(root, join(root, OUTPUT_FOLDER))
const rows = bundles.map(weigh).sort((a, b) => b.kilobytes - a.kilobytes)

console.table(
  Object.fromEntries(rows.map(({ name, kilobytes, budget }) => [name, { KB: kilobytes, budget }])),
)

const tooBig = rows.filter(({ kilobytes, budget }) => kilobytes > budget)
for (const { name, kilobytes, budget } of tooBig) {
  console.error(`${name} weighs ${kilobytes} KB, over its budget of ${budget} KB (infra/build.ts).`)
}
process.exitCode = tooBig.length > 0 ? 1 : 0

function weigh({ name, bytes }: Bundle) {
  return { name, kilobytes: Math.round(bytes / 1000), budget: BUDGET_KB[name] ?? DEFAULT_BUDGET_KB }
}
