// The suite against a real OpenClaw gateway: slow, one file after the other, and apart from the quick ones.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'openclaw',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: './support/install.ts',
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 360_000,
  },
})
