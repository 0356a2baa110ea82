// What axe finds wrong for people who see, hear or point differently; only what keeps somebody from using the page counts.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = AxeResults['violations'][number]

const found = async (page: Page): Promise<Violation[]> => {
  await page.evaluate(axe)
  const { violations: all }: AxeResults = await page.evaluate('axe.run(document)')
  return all
}

const inWords = ({ id, help, nodes }: Violation): string =>
  `${id}: ${help}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join('; ')}`

/** One sentence per finding of whatever weight, with the places. */
export const violations = async (page: Page): Promise<string[]> => (await found(page)).map(inWords)

/** The same for serious and critical findings. */
export const barriers = async (page: Page): Promise<string[]> =>
  (await found(page)).filter(({ impact }) => impact === 'serious' || impact === 'critical').map(inWords)
