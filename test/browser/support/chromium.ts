// Headless Chromium from the machine: nothing is downloaded, and a missing one is said in a sentence.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

export const launchChromium = (): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM_PATH'] || '/usr/bin/chromium'
  if (!existsSync(executablePath))
    throw new Error(
      `The browser tests need Chromium, and there is none at ${executablePath}. Install it (Debian: apt-get install chromium) or say where it is with CHROMIUM_PATH.`,
    )
  // In a container there is neither a sandbox for root nor much shared memory.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}
