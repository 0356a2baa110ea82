// The suite that clicks: headless Chromium on the real page. Apart from the quick ones, since not every machine has a browser.
import { defineConfig } from 'vitest/config'
import { patience } from '../../vitest.config.ts'

export default defineConfig({
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    // One Chromium at a time is enough for a laptop.
    fileParallelism: false,
    ...patience,
  },
})
