// The laptop's memory: the whole local system and its DynamoDB, as separate processes, under a small load.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyConfig } from '#test/support/config.ts'
import { drive, requests } from '#test/support/driver.ts'
import { print } from './report.ts'

const root = join(import.meta.dirname, '..')
const SAMPLE_MS = 100

interface Process {
  pid: number
  parent: number
  residentKb: number
}

/** Every process of this machine (Linux: /proc). */
const processes = async (): Promise<Process[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const read = async (pid: string): Promise<Process[]> => {
    // A process may end between the listing and the reading.
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return status ? [{ pid: Number(pid), parent: field('PPid'), residentKb: field('VmRSS') }] : []
  }
  return (await Promise.all(pids.map(read))).flat()
}

/** Resident megabytes of the process, and of everything that it started. */
const residentMb = async (pid: number): Promise<{ own: number; whole: number }> => {
  const all = await processes()
  const family = (each: Process): number =>
    each.residentKb + all.filter(({ parent }) => parent === each.pid).reduce((sum, p) => sum + family(p), 0)
  const main = all.find((each) => each.pid === pid)
  return main ? { own: main.residentKb / 1_024, whole: family(main) / 1_024 } : { own: 0, whole: 0 }
}

/** The address that it prints once it answers; what it prints later is read and dropped. */
const ready = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stdout!.on('data', (chunk) => {
      said += chunk
      const url = /ready on (\S+)/.exec(said)?.[1]
      if (url) resolve(url)
    })
    child.once('exit', () => reject(new Error(`The laptop did not start: ${said}`)))
  })

const load = async (url: string, allowed: number, approved: number): Promise<void> => {
  const { agent, people } = drive(url)
  for (let each = 0; each < allowed; each++) await agent.ask(requests.harmless)
  for (let each = 0; each < approved; each++) {
    const id = String((await agent.ask(requests.shell)).body['id'])
    await people.approve('UPLATFORM', id)
    await agent.start(id, requests.shell.params)
    await agent.report(id, { status: 'succeeded' })
  }
  await (await fetch(url)).text()
}

export const runMemory = async (short: boolean): Promise<void> => {
  const [allowed, approved] = short ? [100, 5] : [1_000, 30]
  const dataDir = await mkdtemp(join(tmpdir(), 'claw-bench-memory-'))
  // One agent asks what many would, so its limits are out of the way.
  const configDir = copyConfig(join(dataDir, 'config'))
  const child = spawn(process.execPath, ['local/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', CLAW_DATA_DIR: dataDir, CLAW_CONFIG_DIR: configDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const peak = { own: 0, whole: 0 }
  const sample = async () => {
    const { own, whole } = await residentMb(child.pid!)
    if (whole > peak.whole) Object.assign(peak, { own, whole })
  }
  const sampling = setInterval(() => void sample(), SAMPLE_MS)
  try {
    const url = await ready(child)
    await sample()
    const idle = { ...peak }
    await load(url, allowed, approved)
    await sample()
    print(
      'The laptop',
      `Resident memory of \`npm start\` with its DynamoDB: when ready, and the most while an agent asked ${allowed} times and\n` +
        `${approved} approvals went through Slack's emulator.`,
      ['', 'ready MB', 'peak MB'],
      [
        ['whole system', idle.whole, peak.whole],
        ['of it Node', idle.own, peak.own],
      ],
    )
  } finally {
    clearInterval(sampling)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    await rm(dataDir, { recursive: true, force: true })
  }
}
