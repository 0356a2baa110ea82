// What only trying can tell: that the plugin's file loads, that the gate answers this token, and that it can push.
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readConfig } from '../config.ts'
import { gateClient } from '../gate-client.ts'
import { isRecord } from '../json.ts'
import { openSocket } from '../socket.ts'
import { pluginId } from './arrangement.ts'
import type { Finding } from './findings.ts'
import type { Settings } from './look-up.ts'
import { listAt, recordAt } from './look-up.ts'

const holdsPlugin = async (directory: string): Promise<boolean> => {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(directory, 'openclaw.plugin.json'), 'utf8'))
    return isRecord(manifest) && manifest['id'] === pluginId
  } catch {
    return false
  }
}

const loads = async (directory: string): Promise<Finding> => {
  try {
    const module = await import(pathToFileURL(join(directory, 'dist/index.js')).href)
    if (typeof module.default?.register !== 'function') throw new Error('it has no register function')
    return { state: 'protected', what: `The plugin loads from ${directory}.` }
  } catch (error) {
    return {
      state: 'open',
      what: `The plugin in ${directory} does not load: ${(error as Error).message}`,
      cure: 'install it again',
    }
  }
}

const fileFinding = async (settings: Settings): Promise<Finding> => {
  const paths = listAt(settings, 'plugins', 'load', 'paths').filter((path) => typeof path === 'string')
  for (const path of paths) if (await holdsPlugin(path)) return loads(path)
  return {
    state: 'note',
    what: `The plugin is in none of plugins.load.paths; "openclaw plugins inspect ${pluginId} --runtime" says whether it is installed.`,
  }
}

const liveFinding = async (liveUrl: string | undefined, token: string): Promise<Finding> => {
  const slower: Finding = {
    state: 'note',
    what: 'The gate cannot push to this machine; a pause is learnt by long poll instead.',
  }
  if (liveUrl === undefined) return slower
  const socket = openSocket(liveUrl, token)
  try {
    await once(socket, 'message', { signal: AbortSignal.timeout(5_000) })
    return { state: 'protected', what: 'A pause is pushed to this gateway at once.' }
  } catch {
    return slower
  } finally {
    socket.close()
  }
}

const gateFindings = async (settings: Settings, environment: NodeJS.ProcessEnv): Promise<Finding[]> => {
  const config = recordAt(settings, 'plugins', 'entries', pluginId, 'config')
  if (isRecord(config['token']))
    return [{ state: 'note', what: 'The token is a secret reference, so the gate was not asked from here.' }]
  const reading = readConfig(config, environment)
  if (!reading.ok) return []
  const { gateUrl, token, askTimeoutMs } = reading.config
  try {
    const { agent, liveUrl } = await gateClient(reading.config, askTimeoutMs).agent()
    return [
      { state: 'protected', what: `The gate at ${gateUrl} answers and knows this gateway as ${agent}.` },
      await liveFinding(liveUrl, token),
    ]
  } catch (error) {
    return [
      {
        state: 'open',
        what: `The gate at ${gateUrl} does not answer as it should: ${(error as Error).message}. Until it does, no tool runs.`,
        cure: 'check gateUrl, the token, the network and the clock',
      },
    ]
  }
}

const secretFinding = async (settings: Settings, configPath: string): Promise<Finding[]> => {
  const { token } = recordAt(settings, 'plugins', 'entries', pluginId, 'config')
  const { mode } = await stat(configPath)
  if (typeof token !== 'string' || token.startsWith('$') || (mode & 0o077) === 0) return []
  return [
    {
      state: 'open',
      what: `The token is in ${configPath}, which other users of this machine can read.`,
      cure: `chmod 600 ${configPath}, and better use a SecretRef`,
    },
  ]
}

/** Looks outside the configuration: files, gate and live socket; a few seconds at most. */
export const probe = async (
  settings: Settings,
  configPath: string,
  environment: NodeJS.ProcessEnv,
): Promise<Finding[]> => [
  await fileFinding(settings),
  ...(await gateFindings(settings, environment)),
  ...(await secretFinding(settings, configPath)),
]
