// Which suites there are and what each may take; `vitest run --project unit` runs one of them.
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// The many processes that tests start, and vitest's own, need not compile the same modules again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'compiled')

const suite = (name: string, include: string[], testTimeout = 5_000) => ({
  test: { name, include, exclude: ['test/contracts/packaging.test.ts'], testTimeout, hookTimeout: 30_000 },
})

export default defineConfig({
  test: {
    // A quarter of a flow is waiting for a timer or a child process, so three at a time pay even on two cores.
    maxWorkers: 3,
    projects: [
      suite('unit', ['test/unit/**/*.test.ts']),
      suite('contracts', ['test/contracts/**/*.test.ts'], 60_000),
      suite('flows', ['test/flows/**/*.test.ts'], 60_000),
    ],
  },
})
