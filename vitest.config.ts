// Which suites there are and what each may take; `vitest run --project unit` runs one of them.
import { defineConfig } from 'vitest/config'

const suite = (name: string, include: string[], testTimeout = 5_000) => ({
  test: { name, include, testTimeout, hookTimeout: 30_000 },
})

export default defineConfig({
  test: {
    // Much of a flow is waiting for a timer or a child process, so two at a time pay even on two cores.
    maxWorkers: 2,
    projects: [
      suite('unit', ['test/unit/**/*.test.ts']),
      suite('contracts', ['test/contracts/**/*.test.ts'], 60_000),
      suite('flows', ['test/flows/**/*.test.ts'], 60_000),
    ],
  },
})
