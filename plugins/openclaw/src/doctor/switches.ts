// OpenClaw's own switches for what acts without any tool call: the doctor reads them, and --fix turns them.
import { isRecord } from '../json.ts'
import type { Settings } from './look-up.ts'
import { at, withAt } from './look-up.ts'

export interface Switch {
  path: readonly string[]
  /** What --fix writes. */
  value: unknown
  /** What it says when it is as it should be. */
  closed: string
  /** What is possible otherwise. */
  open: string
}

const off = (path: string, closed: string, open: string): Switch => ({
  path: path.split('.'),
  value: false,
  closed,
  open,
})

export const switches: readonly Switch[] = [
  {
    path: ['tools', 'fs', 'workspaceOnly'],
    value: true,
    closed: 'File tools stay inside the workspace.',
    open: "File tools reach outside the workspace: other agents' files, the gateway's, the system's.",
  },
  off(
    'commands.bash',
    'Nobody runs a shell from a chat.',
    'A chat message can run a shell command (`!`, /bash).',
  ),
  off(
    'commands.config',
    'Nobody changes the configuration from a chat.',
    '/config changes the configuration.',
  ),
  off('commands.mcp', 'Nobody adds MCP servers from a chat.', '/mcp adds programs that the gateway starts.'),
  off(
    'commands.plugins',
    'Nobody installs plugins from a chat.',
    '/plugins installs and switches off plugins.',
  ),
  off(
    'commands.debug',
    'Nobody overrides the configuration from a chat.',
    '/debug overrides the configuration.',
  ),
  off(
    'commands.restart',
    'Nobody restarts or updates the gateway from a chat.',
    '/update replaces the gateway.',
  ),
  off(
    'gateway.terminal.enabled',
    'The gateway offers no terminal.',
    "Whoever holds the gateway's token gets a shell that nothing judges.",
  ),
  off(
    'gateway.cliAgents.enabled',
    'The gateway starts no other agents in terminals.',
    'The gateway starts other agents in terminals, whose tools nothing judges.',
  ),
  off('acp.enabled', 'No other agents run over ACP.', 'ACP runs other agents, whose tools nothing judges.'),
  off(
    'cron.triggers.enabled',
    'Schedules run no programs and listen to no commands.',
    'Schedules run programs and commands that nothing judges.',
  ),
  off(
    'hooks.internal.enabled',
    'No hook files are loaded.',
    "Hook files are loaded into the gateway as code, from the workspace and from OpenClaw's state.",
  ),
  {
    path: ['skills', 'workshop', 'autonomous', 'mode'],
    value: 'off',
    closed: 'Skills are not written by themselves.',
    open: 'OpenClaw writes and changes skills by itself; skills are instructions and code.',
  },
  off(
    'plugins.entries.memory-core.config.dreaming.enabled',
    'The memory is not rewritten by itself.',
    'OpenClaw rewrites MEMORY.md by itself, without a tool call.',
  ),
]

/** Code Mode may only run where its programs are boxed in; written over whatever form the setting has. */
const boxed = (codeMode: unknown): unknown => {
  if (codeMode === false) return codeMode
  if (codeMode === true) return { enabled: true, executor: 'quickjs' }
  if (!isRecord(codeMode)) return { enabled: 'auto', executor: 'quickjs' }
  return { ...codeMode, executor: 'quickjs' }
}

export const runsBoxed = (codeMode: unknown): boolean =>
  codeMode === false ||
  (isRecord(codeMode) && (codeMode['executor'] === 'quickjs' || (codeMode['enabled'] ?? false) === false))

/** OpenClaw's configuration with every switch as it should be. */
export const turned = (settings: Settings): Settings => {
  const all = switches.reduce((changed, { path, value }) => withAt(changed, path, value), settings)
  return withAt(all, ['tools', 'codeMode'], boxed(at(settings, 'tools', 'codeMode')))
}
