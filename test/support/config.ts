// A copy of config/ that a test may edit, with limits so wide that no story runs into one unless it is about limits.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { LimitSettings } from '#domain/limits/limits.ts'

/** The shipped limits of asking, a thousandfold; those of money stay. */
const roomy = (text: string): string => {
  const settings = parse(text) as LimitSettings
  Object.assign(settings.default, {
    requestsPerMinute: 1_000_000,
    concurrentActions: 1_000,
    approvalRequests: { most: 1_000, withinMinutes: 10 },
    run: { steps: 1_000_000, tokens: 1e12, spendUsd: 1e9 },
  })
  Object.assign(settings, {
    slack: { postsPerChannel: 1_000_000, postsPerWorkspace: 1_000_000, updatesPerWorkspace: 1_000_000 },
  })
  settings.anomalies.loop.times = 10_000
  settings.anomalies.errors.inARow = 10_000
  settings.anomalies.spend.atLeastHours = 168
  return stringify(settings)
}

/** `shipped`: the limits are those that the product ships. */
export const copyConfig = (dir: string, limits: 'roomy' | 'shipped' = 'roomy'): string => {
  mkdirSync(dir, { recursive: true })
  for (const file of readdirSync('config').filter((name) => name.endsWith('.yml')))
    copyFileSync(join('config', file), join(dir, file))
  const path = join(dir, 'limits.yml')
  if (limits === 'roomy') writeFileSync(path, roomy(readFileSync(path, 'utf8')))
  return dir
}
