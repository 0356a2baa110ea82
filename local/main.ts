// Why: `npm start` is this: the whole system on a laptop, ready within seconds, with errors a person can act on.
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'

const NEEDED_NODE = 24

// Little of what the system allocates lives long, yet V8 lets the space for it grow to 100 MB and more under load.
setFlagsFromString('--max-semi-space-size=8')
setFlagsFromString('--semi-space-growth-factor=1')

const main = async (): Promise<void> => {
  if (Number.parseInt(process.versions.node, 10) < NEEDED_NODE) {
    throw new Error(`Node ${NEEDED_NODE} is needed and comes with npm install: use \`npm start\`.`)
  }
  const root = join(import.meta.dirname, '..')
  const dataDir = resolve(process.env['CLAW_DATA_DIR'] || join(root, '.claw'))
  // Policies, configuration and templates are read from the working directory, as in a function's package.
  process.chdir(root)
  // Each answered request is a line of the log on AWS; on a terminal only what went wrong is news.
  process.env['POWERTOOLS_LOG_LEVEL'] ??= 'WARN'
  // The second start need not compile again, which is nearly half of a start; one that cannot keep a cache does without.
  enableCompileCache(join(root, 'node_modules', '.cache', 'compiled'))
  // Later, a file that is edited wrongly leaves the last good one in force; now there is none.
  const { checkSettings } = await import('#config/load.ts')
  checkSettings()
  const { startSystem } = await import('./system.ts')
  const system = await startSystem({ port: portOf(process.env['PORT']), dataDir })
  console.log(`claw-control ready on ${system.url}`)
  flushCompileCache() // and not only at the end, which kill -9 skips

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Once: a second Ctrl-C ends the process at once, and what is stored survives that too.
    process.once(signal, () => void system.close().then(() => process.exit(0), fail))
  }
}

function portOf(text: string | undefined): number {
  if (!text) return 3000
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is not a port: "${text}".`)
  return port
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

main().catch(fail)
