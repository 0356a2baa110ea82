// Installs the real OpenClaw in its own folder and runs gateways from it, each with its own state, config and workspace.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, open, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { arrange } from '#plugins/openclaw/src/doctor/arrangement.ts'
import type { Settings } from '#plugins/openclaw/src/doctor/look-up.ts'
import { withAt } from '#plugins/openclaw/src/doctor/look-up.ts'
import { freePort } from './listen.ts'
import { until } from './until.ts'

/** The one that the plugin is known to work with; another can be tried, `latest` too. */
export const openclawVersion = process.env['OPENCLAW_VERSION'] ?? '2026.9.6'
const repository = resolve(import.meta.dirname, '../../..')
const installDirectory = join(repository, '.openclaw')
export const openclawDirectory = join(installDirectory, 'node_modules/openclaw')
export const openclawBin = join(installDirectory, 'node_modules/.bin')
export const pluginDirectory = join(repository, 'plugins/openclaw')
const witnessDirectory = join(import.meta.dirname, 'witness')

const installedVersion = (): string | undefined => {
  const manifest = join(openclawDirectory, 'package.json')
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined
}

/** About 40 s the first time, nothing afterwards. */
export const installOpenclaw = async (): Promise<void> => {
  if (installedVersion() === openclawVersion) return
  await mkdir(installDirectory, { recursive: true })
  await writeFile(join(installDirectory, 'package.json'), '{ "private": true }\n')
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', `openclaw@${openclawVersion}`]
  const done = spawnSync('npm', args, { cwd: installDirectory, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`npm could not install openclaw: ${done.stderr}`)
}

export const buildPlugin = (): void => {
  const done = spawnSync(process.execPath, [join(pluginDirectory, 'build.ts')], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`The plugin does not build: ${done.stderr}`)
}

export interface GatewayOptions {
  gateUrl: string
  modelUrl: string
  /** Where the plugin is loaded from; another folder can hold a broken one. */
  pluginFrom?: string
  settings?: Record<string, unknown>
  /** Which agent this gateway is. */
  token?: string
  /** Whether the model carries the flag that makes OpenClaw prefer Code Mode. */
  codeMode?: boolean
  /** What is changed in the configuration after the doctor has arranged it. */
  change?: (settings: Settings) => Settings
  /** More variables of the gateway's environment. */
  environment?: Record<string, string>
}

const maxLaunches = 5
const cost = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 }
const fakeModel = { id: 'fake-1', name: 'Fake', reasoning: false, input: ['text'], cost }

/** A gateway as a person would have it, put behind the gate by the plugin's own doctor, and a witness beside it. */
const configFor = (options: GatewayOptions, port: number, home: string) => {
  const ordinary = {
    gateway: {
      mode: 'local',
      port,
      bind: 'loopback',
      auth: { mode: 'token', token: 'local-token' },
      http: { endpoints: { chatCompletions: { enabled: true } } },
    },
    agents: {
      defaults: { model: 'fake/fake-1', workspace: join(home, 'workspace'), skipBootstrap: true },
    },
    models: {
      mode: 'replace',
      providers: {
        fake: {
          baseUrl: `${options.modelUrl}/v1`,
          apiKey: 'sk-local',
          api: 'openai-completions',
          models: [
            {
              ...fakeModel,
              contextWindow: 128_000,
              maxTokens: 4_096,
              ...(options.codeMode ? { compat: { codeMode: 'preferred' } } : {}),
            },
          ],
        },
      },
    },
    tools: { exec: { security: 'full', ask: 'off' } },
    logging: { file: join(home, 'openclaw.log') },
    plugins: {
      load: { paths: [witnessDirectory] },
      allow: ['witness'],
      entries: { witness: { enabled: true }, 'claw-control': { config: options.settings ?? {} } },
    },
  }
  const pluginPath = options.pluginFrom ?? pluginDirectory
  const arranged = arrange(ordinary, { gateUrl: options.gateUrl, pluginPath })
  // The worst order: whoever is loaded last has the last word.
  const ordered = withAt(arranged, ['plugins', 'load', 'paths'], [pluginPath, witnessDirectory])
  return options.change?.(ordered) ?? ordered
}

export const startGateway = async (options: GatewayOptions) => {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'claw-openclaw-')))
  const workspace = join(home, 'workspace')
  await mkdir(workspace)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const configPath = join(home, 'openclaw.json')
  await writeFile(configPath, JSON.stringify(configFor(options, port, home)), { mode: 0o600 })
  const tokenDirectory = join(home, 'state', 'claw-control')
  await mkdir(tokenDirectory, { recursive: true, mode: 0o700 })
  await writeFile(join(tokenDirectory, 'token'), options.token ?? 'local-agent-token', { mode: 0o600 })
  const output = await open(join(home, 'output.log'), 'a')
  const log = () => readFile(join(home, 'output.log'), 'utf8')
  const launch = async () => {
    const started = spawn(process.execPath, [join(openclawDirectory, 'openclaw.mjs'), 'gateway', 'run'], {
      cwd: home,
      stdio: ['ignore', output.fd, output.fd],
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        OPENCLAW_STATE_DIR: join(home, 'state'),
        OPENCLAW_CONFIG_PATH: configPath,
        WITNESS_FILE: join(home, 'witness.jsonl'),
        ...options.environment,
      },
    })
    const healthy = () =>
      fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) }).then(
        (response) => response.ok,
        () => started.exitCode !== null,
      )
    await until('the gateway being healthy', healthy, 170_000).catch(async (error: Error) => {
      started.kill('SIGKILL')
      throw new Error(`${error.message}\n${await log()}`)
    })
    if (started.exitCode !== null) throw new Error(`The gateway ended: ${await log()}`)
    return started
  }
  /** OpenClaw gives its own first steps five seconds, which a busy machine does not always keep: then once more. */
  const launchPatiently = async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await launch()
      } catch (error) {
        const busy = /did not become ready|lease|not complete cleanly/.test((error as Error).message)
        if (!busy || attempt === maxLaunches) throw error
      }
    }
  }
  let child = await launchPatiently()
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { authorization: 'Bearer local-token', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return {
    url,
    home,
    workspace,
    configPath,
    log,
    /** One turn of the agent; its closing words, or what the gateway says instead. */
    say: async (
      content: string,
      { headers = {}, user }: { headers?: Record<string, string>; user?: string } = {},
    ): Promise<string> => {
      const body = { model: 'openclaw/main', messages: [{ role: 'user', content }], user }
      const response = await post('/v1/chat/completions', body, headers)
      const answer = await response.text()
      try {
        return JSON.parse(answer).choices[0].message.content
      } catch {
        return `HTTP ${response.status} ${answer}`
      }
    },
    invoke: (tool: string, args: object, more: object = {}) => post('/tools/invoke', { tool, args, ...more }),
    hook: (name: string, body: object) =>
      post(`/hooks/${name}`, body, { authorization: 'Bearer a-hook-token' }),
    witnessed: async (): Promise<Record<string, unknown>[]> => {
      const file = join(home, 'witness.jsonl')
      if (!existsSync(file)) return []
      return (await readFile(file, 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    },
    /** The same gateway once more, with all that it had written down. */
    restart: async (): Promise<void> => {
      await end()
      child = await launchPatiently()
    },
    stop: async (): Promise<void> => {
      await end()
      await output.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

export type Gateway = Awaited<ReturnType<typeof startGateway>>
