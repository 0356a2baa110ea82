// What axe finds wrong for people who see, hear or point differently; only what keeps somebody from using the page counts.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** One sentence per serious or critical finding, with the places. */
export const barriers = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe)
  const { violations }: AxeResults = await page.evaluate('axe.run(document)')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join('; ')}`,
    )
}
