// Which suites there are and what each may take; `vitest run --project unit` runs one of them.
import { join } from 'node:path'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

// The many processes that tests start, and vitest's own, need not compile the same modules again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'compiled')
// What the product logs is no news in a test; the test of the log itself says otherwise.
process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT'

/** A busy machine is slow, and that is no fault: only what hangs is broken off. */
export const patience = { testTimeout: 600_000, hookTimeout: 600_000, expect: { poll: { timeout: 180_000 } } }

const suite = (
  name: string,
  include: string[],
  more: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration => ({
  test: { name, include, ...patience, ...more },
})

/** Tests of pure functions leave nothing behind that another file could find, so they share a process. */
const pure = ['test/unit/{blocks,domain,policies}/**/*.test.ts']

/** Tests over a table rehearse no time-outs, so a busy machine may take longer over a call than a cloud does. */
const stored = ['test/unit/{store,workflows}/**/*.test.ts', 'test/unit/functions/relay/**/*.test.ts']

export default defineConfig({
  test: {
    // A quarter of a flow is waiting for a timer or a child process, so three at a time pay even on two cores.
    maxWorkers: 3,
    projects: [
      suite('pure', pure, { isolate: false }),
      suite('unit', ['test/unit/**/*.test.ts', 'packages/*/test/**/*.test.ts'], {
        exclude: [...pure, ...stored],
      }),
      suite('stored', stored, { env: { CLAW_PATIENCE: '20' } }),
      suite('contracts', ['test/contracts/**/*.test.ts'], {
        exclude: ['test/contracts/packaging.test.ts'], // in `npm run test:thorough`
      }),
      suite('flows', ['test/flows/**/*.test.ts']),
    ],
  },
})
