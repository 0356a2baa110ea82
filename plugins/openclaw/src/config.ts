// Reads the plugin's settings, because OpenClaw's own schema check can be switched off and a wrong setting must fail closed.
import { isIP } from 'node:net'
import { join } from 'node:path'
import { isRecord } from './json.ts'
import { readTokenFile, tokenFileName, tokenVariable, variablesWith } from './own-token.ts'

export interface Config {
  gateUrl: string
  token: string
  tokenFile: string
  /** The agent that the gate must take this gateway for, where the settings name it. */
  agent: string | undefined
  /** `provider/model` by agent id; `*` is the one for all others. */
  models: Readonly<Record<string, string>>
  askTimeoutMs: number
  maxClockSkewMs: number
  outage: { readingTools: readonly string[]; ms: number }
  trace: 'off' | 'digests' | 'content'
  spoolBytes: number
  stateDirectory: string
  /** Seconds that a tool may take, by its name; `*` is any other. */
  toolSeconds: Readonly<Record<string, number>>
  /** Whether the scheduler's jobs may run commands and programs that nothing judges. */
  unaskedJobs: boolean
}

export type Reading = { ok: true; config: Config } | { ok: false; reason: string }

/** The only tools that may ever go on without the gate; all of them only look. */
const readingTools = [
  ...['read', 'web_search', 'web_fetch', 'memory_search', 'memory_get'],
  ...['session_status', 'sessions_list', 'sessions_history', 'crm.read', 'calendar.read'],
]

class Wrong extends Error {}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))

const gateUrlOf = (value: unknown): string => {
  if (typeof value !== 'string' || !URL.canParse(value)) throw new Wrong('gateUrl is missing or not a URL')
  const url = new URL(value)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (!safe) throw new Wrong('gateUrl must be https, or http on this machine')
  return value.replace(/\/+$/, '')
}

const tokenOf = (value: unknown, file: string, environment: NodeJS.ProcessEnv): string => {
  const found = value === undefined ? readTokenFile(file) : { token: value }
  if ('reason' in found)
    throw new Wrong(
      environment[tokenVariable] === undefined
        ? found.reason
        : `the token stands in ${tokenVariable}, where every tool can read it: move it to ${file} (doctor --fix does)`,
    )
  const { token } = found
  if (typeof token !== 'string' || token.trim() === '') throw new Wrong('there is no token')
  const plain = token.trim()
  if (!/^[\x21-\x7e]+$/.test(plain)) throw new Wrong('the token holds more than visible ASCII characters')
  const [variable] = variablesWith(plain, environment)
  if (variable !== undefined)
    throw new Wrong(
      `the token stands in ${variable} of the gateway's environment, where every tool can read it`,
    )
  return plain
}

const modelOf = (name: string, value: unknown): string => {
  if (typeof value !== 'string' || !/^[^/]+\/.+$/.test(value))
    throw new Wrong(`${name} must say which model to use, as provider/model`)
  return value
}

const modelsOf = (settings: Record<string, unknown>): Record<string, string> => {
  const models: Record<string, string> = { '*': modelOf('model', settings['model']) }
  const own = settings['models'] ?? {}
  if (!isRecord(own)) throw new Wrong('models must map agent ids to models')
  for (const [agent, model] of Object.entries(own)) models[agent] = modelOf(`models.${agent}`, model)
  return models
}

const numberOf = (name: string, value: unknown, fallback: number, min: number, max: number): number => {
  if (value === undefined) return fallback
  if (typeof value !== 'number' || !(value >= min && value <= max))
    throw new Wrong(`${name} must be a number from ${min} to ${max}`)
  return value
}

const outageOf = (value: unknown): Config['outage'] => {
  if (value === undefined) return { readingTools: [], ms: 0 }
  if (!isRecord(value)) throw new Wrong('outage must be an object')
  const tools = value['readingTools'] ?? []
  if (!Array.isArray(tools) || !tools.every((tool) => readingTools.includes(tool)))
    throw new Wrong(`outage.readingTools may hold ${readingTools.join(', ')}`)
  const seconds = numberOf('outage.seconds', value['seconds'], 0, 0, 59)
  return { readingTools: tools, ms: seconds * 1_000 }
}

const traceOf = (value: unknown): Config['trace'] => {
  if (value === undefined) return 'digests'
  if (value !== 'off' && value !== 'digests' && value !== 'content')
    throw new Wrong('trace must be off, digests or content')
  return value
}

const textOf = (name: string, value: unknown): string | undefined => {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw new Wrong(`${name} must be a text`)
}

const maxToolSeconds = 86_400
const usualToolSeconds = 1_800

const toolSecondsOf = (value: unknown): Record<string, number> => {
  const own = value ?? {}
  if (!isRecord(own)) throw new Wrong('toolSeconds must map tools to seconds')
  const entries = Object.entries(own).map(
    ([tool, seconds]) => [tool, numberOf(`toolSeconds.${tool}`, seconds, 1, 1, maxToolSeconds)] as const,
  )
  return { '*': usualToolSeconds, ...Object.fromEntries(entries) }
}

const flagOf = (name: string, value: unknown): boolean => {
  if (value === undefined || typeof value === 'boolean') return value ?? false
  throw new Wrong(`${name} must be true or false`)
}

/**
 * Settings as OpenClaw hands them over (secrets resolved) → Config, or the sentence that says what is wrong.
 * `home` is where the plugin keeps its files unless the settings say otherwise.
 */
export const readConfig = (settings: unknown, environment: NodeJS.ProcessEnv, home: string): Reading => {
  try {
    if (!isRecord(settings))
      throw new Wrong('there are no settings under plugins.entries.claw-control.config')
    const stateDirectory = textOf('stateDirectory', settings['stateDirectory']) ?? home
    const tokenFile = textOf('tokenFile', settings['tokenFile']) ?? join(stateDirectory, tokenFileName)
    return {
      ok: true,
      config: {
        gateUrl: gateUrlOf(settings['gateUrl']),
        token: tokenOf(settings['token'], tokenFile, environment),
        tokenFile,
        agent: textOf('agent', settings['agent']),
        models: modelsOf(settings),
        askTimeoutMs: numberOf('askTimeoutSeconds', settings['askTimeoutSeconds'], 10, 1, 60) * 1_000,
        maxClockSkewMs:
          numberOf('maxClockSkewSeconds', settings['maxClockSkewSeconds'], 300, 1, 3_600) * 1_000,
        outage: outageOf(settings['outage']),
        trace: traceOf(settings['trace']),
        spoolBytes: numberOf('spoolMegabytes', settings['spoolMegabytes'], 16, 1, 1_024) * 1_048_576,
        stateDirectory,
        toolSeconds: toolSecondsOf(settings['toolSeconds']),
        unaskedJobs: flagOf('unaskedJobs', settings['unaskedJobs']),
      },
    }
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, reason: error.message }
    throw error
  }
}
