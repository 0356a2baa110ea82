// The plugin's README, followed word by word in a fresh state directory: installed, arranged, examined, and running.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { appendFile, chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openclawBin, pluginDirectory } from './support/openclaw.ts'
import type { StandIn } from './support/stand-in.ts'
import { startStandIn } from './support/stand-in.ts'

let gate: StandIn
let home: string
let blocks: string[]

/** It installs from scratch, and starts OpenClaw's command a few times. */
const patienceMs = 900_000

beforeAll(async () => {
  gate = await startStandIn()
  home = await realpath(await mkdtemp(join(tmpdir(), 'claw-readme-')))
  const state = join(home, '.openclaw')
  await mkdir(state, { mode: 0o700 })
  const cost = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 }
  const size = { contextWindow: 128_000, maxTokens: 4_096 }
  const model = { id: 'fake-1', name: 'Fake', reasoning: false, input: ['text'], cost, ...size }
  const ordinary = {
    gateway: { mode: 'local', auth: { mode: 'token', token: 'a-token-of-this-gateway-alone' } },
    agents: { defaults: { model: 'fake/fake-1' } },
    models: {
      mode: 'replace',
      providers: {
        fake: {
          baseUrl: 'http://127.0.0.1:9/v1',
          apiKey: 'sk-local',
          api: 'openai-completions',
          models: [model],
        },
      },
    },
  }
  await writeFile(join(state, 'openclaw.json'), JSON.stringify(ordinary), { mode: 0o600 })
  await writeFile(join(home, 'token.txt'), 'local-agent-token\n', { mode: 0o600 })
  const readme = await readFile(join(pluginDirectory, 'README.md'), 'utf8')
  blocks = [...readme.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, code]) => code ?? '')
})

afterAll(async () => {
  await gate?.close()
  await rm(home, { recursive: true, force: true })
})

const inShell = async (script: string) => {
  const path = [openclawBin, dirname(process.execPath), process.env['PATH']].join(':')
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: home,
    env: {
      PATH: path,
      HOME: home,
      npm_config_yes: 'true',
      // How this machine reaches its registry is its user's business, and not the home of the test.
      npm_config_userconfig: process.env['npm_config_userconfig'] ?? join(homedir(), '.npmrc'),
      ...Object.fromEntries(
        Object.entries(process.env).filter(([name]) =>
          /^(https?_proxy|no_proxy|.*_ca_.*|ssl_cert_.*)$/i.test(name),
        ),
      ),
    },
  })
  child.stdin.end()
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: child.exitCode, said, complained }
}

/** The README's commands, where the reader's own places are put in. */
const asRead = (block: string | undefined): string =>
  (block ?? '')
    .replace('./plugins/openclaw', pluginDirectory)
    .replace('https://claw.example.com', gate.url)
    .replace(/^openclaw gateway restart\n/m, '')

interface Finding {
  state: string
  what: string
  cure?: string
}
const examine = async () => {
  const { code, said } = await inShell(asRead(blocks[1]).replace('doctor', 'doctor --json'))
  return { code, report: JSON.parse(said) as { protected: boolean; findings: Finding[] } }
}
const openIn = ({ findings }: { findings: Finding[] }) => findings.filter(({ state }) => state === 'open')

test(
  'set up as it says, the doctor finds the gateway protected',
  async () => {
    const done = await inShell(asRead(blocks[0]))
    expect(done.said, done.complained).toContain('This gateway is PROTECTED.')
    expect(done.code).toBe(0)
    expect(existsSync(join(home, '.openclaw/openclaw.json.before-claw-control'))).toBe(true)
    expect(await readFile(join(home, '.openclaw/openclaw.json'), 'utf8')).not.toContain('local-agent-token')

    const { code, report } = await examine()
    expect([code, report.protected, openIn(report)]).toEqual([0, true, []])
  },
  patienceMs,
)

test(
  'what was changed afterwards is found, and each point has its cure',
  async () => {
    const { report } = await examine()
    const place = /loads from (.*)\.$/.exec(
      report.findings.find(({ what }) => what.includes('loads from'))?.what ?? '',
    )?.[1]
    await appendFile(join(resolve(place ?? ''), 'dist/index.js'), '\n// one line more\n')
    await chmod(join(home, '.openclaw/openclaw.json'), 0o666)
    await chmod(join(home, '.openclaw/claw-control/token'), 0o644)

    const { code, report: after } = await examine()
    expect(code).toBe(1)
    const found = openIn(after)
      .map(({ what }) => what)
      .join('\n')
    for (const words of ['is not the file of this release', 'may change', 'can be read by other users'])
      expect(found).toContain(words)
    expect(openIn(after).every(({ cure }) => cure !== undefined)).toBe(true)
  },
  patienceMs,
)
