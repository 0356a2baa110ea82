// What the plugin must know of OpenClaw's own configuration while it runs: where agents work, and how their programs run.
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { PluginApi } from './host.ts'
import { isRecord } from './json.ts'

export const openclawState = (api: Pick<PluginApi, 'runtime'>): string =>
  api.runtime?.state?.resolveStateDir?.() ?? process.env['OPENCLAW_STATE_DIR'] ?? join(homedir(), '.openclaw')

const under = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)

const textAt = (value: unknown, ...path: string[]): string | undefined => {
  const found = under(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** OpenClaw's default is its own process, which is no box at all. */
const defaultExecutor = 'node'
const defaultAgent = 'main'

export const gatewaySettings = (api: Pick<PluginApi, 'runtime'>) => {
  const current = (): unknown => api.runtime?.config?.current?.()
  return {
    workspaceOf: (agentId: string = defaultAgent): string => {
      const own = api.runtime?.agent?.resolveAgentWorkspaceDir?.(current(), agentId)
      return own ?? join(openclawState(api), 'workspace')
    },
    executorOf: (agentId: string = defaultAgent): string =>
      textAt(current(), 'agents', 'entries', agentId, 'tools', 'codeMode', 'executor') ??
      textAt(current(), 'tools', 'codeMode', 'executor') ??
      defaultExecutor,
  }
}
