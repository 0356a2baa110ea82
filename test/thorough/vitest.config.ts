// What takes minutes: forty crash points, ten thousand requests, long races, and the packaged functions one by one.
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { patience } from '../../vitest.config.ts'

export default defineConfig({
  test: {
    name: 'thorough',
    root: join(import.meta.dirname, '../..'),
    include: [
      'test/contracts/blocks.test.ts',
      'test/contracts/packaging.test.ts',
      'test/flows/crash.test.ts',
      'test/flows/webhooks.test.ts',
      'test/unit/domain/action/action.model.test.ts',
      'test/unit/domain/sensitive/personal-data-ends.test.ts',
      'test/unit/functions/relay/join-alerts.test.ts',
      'test/unit/store/kill-switch/pause-races.test.ts',
      'test/unit/store/action/races.test.ts',
      'test/unit/workflows/void-pending.test.ts',
    ],
    env: { CLAW_THOROUGH: '1', CLAW_PATIENCE: '20' },
    maxWorkers: 2,
    maxConcurrency: 2,
    ...patience,
  },
})
