// Pictures of the page for the README, taken where a test has just shown that what they show is so.
import { mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Where nobody keeps them, as in CI, they leave the tree as it is. */
const folder = process.env['CI']
  ? join(tmpdir(), 'claw-pictures')
  : join(import.meta.dirname, '../../../docs/images')
const MAX_BYTES = 200 * 1024

/** Leaves `docs/images/NAME.png`, once nothing on the page is about to move. */
export const picture = async (what: Page | Locator, name: string): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.png`)
  // A pointer that happens to rest on something would change how it looks.
  await ('mouse' in what ? what : what.page()).mouse.move(0, 0)
  await what.screenshot({ path, animations: 'disabled', caret: 'hide', scale: 'device' })
  expect(statSync(path).size).toBeLessThan(MAX_BYTES)
}
