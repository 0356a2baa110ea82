// Reads the plugin's settings, because OpenClaw's own schema check can be switched off and a wrong setting must fail closed.
import { isIP } from 'node:net'
import { isRecord } from './json.ts'

export interface Config {
  gateUrl: string
  token: string
  /** `provider/model` by agent id; `*` is the one for all others. */
  models: Readonly<Record<string, string>>
  askTimeoutMs: number
  maxClockSkewMs: number
  outage: { readingTools: readonly string[]; ms: number }
  trace: 'off' | 'digests' | 'content'
  spoolBytes: number
  stateDirectory: string | undefined
}

export type Reading = { ok: true; config: Config } | { ok: false; reason: string }

export const tokenVariable = 'CLAW_CONTROL_TOKEN'

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

const tokenOf = (value: unknown, environment: NodeJS.ProcessEnv): string => {
  const token = value ?? environment[tokenVariable]
  if (typeof token !== 'string' || token.trim() === '')
    throw new Wrong(`there is no token: set token or ${tokenVariable}`)
  if (!/^[\x21-\x7e]+$/.test(token.trim()))
    throw new Wrong('the token holds more than visible ASCII characters')
  return token.trim()
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

const directoryOf = (value: unknown): string | undefined => {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw new Wrong('stateDirectory must be a path')
}

/** Settings as OpenClaw hands them over (secrets resolved) → Config, or the sentence that says what is wrong. */
export const readConfig = (settings: unknown, environment: NodeJS.ProcessEnv): Reading => {
  try {
    if (!isRecord(settings))
      throw new Wrong('there are no settings under plugins.entries.claw-control.config')
    return {
      ok: true,
      config: {
        gateUrl: gateUrlOf(settings['gateUrl']),
        token: tokenOf(settings['token'], environment),
        models: modelsOf(settings),
        askTimeoutMs: numberOf('askTimeoutSeconds', settings['askTimeoutSeconds'], 10, 1, 60) * 1_000,
        maxClockSkewMs:
          numberOf('maxClockSkewSeconds', settings['maxClockSkewSeconds'], 300, 1, 3_600) * 1_000,
        outage: outageOf(settings['outage']),
        trace: traceOf(settings['trace']),
        spoolBytes: numberOf('spoolMegabytes', settings['spoolMegabytes'], 16, 1, 1_024) * 1_048_576,
        stateDirectory: directoryOf(settings['stateDirectory']),
      },
    }
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, reason: error.message }
    throw error
  }
}
