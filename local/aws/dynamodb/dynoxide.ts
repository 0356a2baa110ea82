// Why: DynamoDB on the laptop is a separate program that must start with us, survive trouble and never outlive us.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { indexStream } from '../streams/index-of-stream.ts'

const VERSION = '1.2.1'
/** The first start through npx downloads the program. */
const START_SECONDS = { installed: 60, npx: 120, own: 0 }
const MAX_QUICK_DEATHS = 5

export interface DynamoDbProcess {
  endpoint: string
  close(): Promise<void>
}

/** Starts DynamoDB over `file`, on a free port of this machine, and restarts it when it dies. */
export async function startDynamoDb(file: string, environment = process.env): Promise<DynamoDbProcess> {
  const own = environment['DYNAMODB_ENDPOINT']
  if (own) {
    await answers(own, performance.now() + START_SECONDS.own * 1000, () => false).catch(() => {
      throw new Error(`Nothing answers at DYNAMODB_ENDPOINT=${own}.`)
    })
    return { endpoint: own.replace(/\/$/, ''), close: async () => undefined }
  }
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  let program = installedProgram()
  let closing = false
  let child: ChildProcess | undefined
  let quickDeaths = 0

  const launch = async (seconds: number): Promise<void> => {
    const started = spawnBoundToUs([
      ...program,
      'serve',
      '--host',
      '127.0.0.1',
      '--port',
      `${port}`,
      '--db-path',
      file,
    ])
    child = started
    const bornAt = performance.now()
    let dead = false
    started.once('close', () => {
      dead = true
    })
    await answers(endpoint, bornAt + seconds * 1000, () => dead)
    started.once('close', () => {
      quickDeaths = performance.now() - bornAt < 5_000 ? quickDeaths + 1 : 0
      if (closing || quickDeaths > MAX_QUICK_DEATHS) return
      console.error('DynamoDB (dynoxide) ended unexpectedly; starting it again.')
      launch(START_SECONDS.installed).catch((error: unknown) => {
        if (!closing) console.error(String(error))
      })
    })
  }

  try {
    await launch(program[0] === 'npx' ? START_SECONDS.npx : START_SECONDS.installed)
  } catch (cause) {
    end(child)
    if (program[0] === 'npx') throw missing(cause)
    program = npxProgram
    await launch(START_SECONDS.npx).catch((error: unknown) => {
      end(child)
      throw missing(error)
    })
  }
  indexStream(file)
  return {
    endpoint,
    close: async () => {
      closing = true
      const running = child
      if (!running || running.exitCode !== null || running.signalCode !== null) return
      const closed = once(running, 'close')
      end(running)
      await closed
    },
  }
}

const npxProgram = ['npx', '--yes', `dynoxide@${VERSION}`]

const missing = (cause: unknown) =>
  new Error(
    `DynamoDB for the laptop did not start: neither the installed @dynoxide package nor \`${npxProgram.join(' ')}\` ` +
      'works here. Start DynamoDB Local yourself and set DYNAMODB_ENDPOINT=http://127.0.0.1:8000.',
    { cause },
  )

function installedProgram(): string[] {
  try {
    const description = `@dynoxide/${process.platform}-${process.arch}/package.json`
    const binary = join(dirname(createRequire(import.meta.url).resolve(description)), 'dynoxide')
    if (!existsSync(binary)) return npxProgram
    return [binary]
  } catch {
    return npxProgram
  }
}

// However we die, our end of the pipe closes, `cat` returns and the whole process group goes: no orphan keeps
// the database file, and npx's grandchild goes too. `detached` makes the group, and keeps Ctrl-C from reaching it.
const watchdog = 'exec 3<&0; { cat <&3 >/dev/null; kill -9 0; } & "$@" </dev/null 3<&-'

function spawnBoundToUs(command: string[]): ChildProcess {
  const child = spawn('sh', ['-c', watchdog, 'sh', ...command], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.once('exit', () => end(child))
  child.once('error', () => end(child))
  child.stdin?.once('error', () => undefined)
  return child
}

/** Closing the pipe is what the watchdog waits for. */
const end = (child: ChildProcess | undefined) => child?.stdin?.destroy()

async function answers(endpoint: string, deadline: number, dead: () => boolean): Promise<void> {
  for (;;) {
    const answered = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
      () => true,
      () => false,
    )
    if (answered) return
    if (dead()) throw new Error('It ended before it answered.')
    if (performance.now() > deadline) throw new Error('It did not answer in time.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('No free port on 127.0.0.1.')
  return address.port
}
