// Ways to make the gateway act without any tool call, as its configuration leaves them: shut, open, or worth a look.
import { isRecord } from '../json.ts'
import type { Finding } from './finding.ts'
import type { Settings } from './look-up.ts'
import { at, leaves, listAt, recordAt } from './look-up.ts'
import { runsBoxed, switches } from './switches.ts'

const cureOf = (path: readonly string[], value: unknown): string =>
  `run doctor --fix, or set ${path.join('.')} to ${JSON.stringify(value)}`

const switchFindings = (settings: Settings): Finding[] =>
  switches.map(({ path, value, closed, open }) =>
    at(settings, ...path) === value
      ? { state: 'protected', what: closed }
      : { state: 'open', what: open, cure: cureOf(path, value) },
  )

const codeModeFindings = (settings: Settings): Finding[] => {
  const own = Object.entries(recordAt(settings, 'agents', 'entries')).filter(([, agent]) => {
    const setting = at(agent, 'tools', 'codeMode')
    return setting !== undefined && !runsBoxed(isRecord(setting) ? { executor: 'node', ...setting } : setting)
  })
  if (runsBoxed(at(settings, 'tools', 'codeMode')) && own.length === 0)
    return [{ state: 'protected', what: 'Programs of Code Mode run in a box of their own, or not at all.' }]
  return [
    {
      state: 'open',
      what: 'Code Mode runs programs inside the gateway; the plugin refuses them, so with most models nothing works.',
      cure: cureOf(['tools', 'codeMode', 'executor'], 'quickjs'),
    },
  ]
}

/** Settings that name a program which OpenClaw starts by itself. */
const starters: readonly [RegExp, string][] = [
  [/^tools\.media\..*\.command$/, 'on every picture or sound that arrives'],
  [/^models\.providers\.[^.]+\.localService\.command$/, 'when a model is asked'],
  [/^hooks\.mappings\..*\.transform\.module$/, 'on every web hook, inside the gateway'],
  [/(^|\.)sandbox\..*setupCommand$/, 'when a sandbox begins'],
  [/^(messages\.tts|tts|plugins\.entries\.tts-local-cli)\..*command$/, 'when it speaks'],
]

const starterFindings = (settings: Settings): Finding[] =>
  leaves(settings).flatMap(({ path, text }) => {
    const name = path.join('.')
    const [, when] = starters.find(([pattern]) => pattern.test(name)) ?? []
    if (when === undefined) return []
    return [
      {
        state: 'open' as const,
        what: `${name} starts ${text} ${when}, and nothing judges it.`,
        cure: 'remove it, or run the gateway in a sandbox of its own',
      },
    ]
  })

/** Plugins that run agents, commands or flows of their own, past the gate. */
const actingPlugins = [
  ...['acpx', 'codex', 'copilot', 'admin-http-rpc', 'lobster', 'workboard', 'webhooks', 'crabbox'],
  ...['cua-computer', 'linux-node', 'file-transfer', 'migrate-claude', 'migrate-hermes'],
]

const pluginFindings = (settings: Settings): Finding[] =>
  listAt(settings, 'plugins', 'allow')
    .filter((id) => actingPlugins.includes(String(id)))
    .map((id) => ({
      state: 'open',
      what: `The plugin ${String(id)} acts by itself: not all that it does comes past the gate.`,
      cure: `take ${String(id)} out of plugins.allow`,
    }))

const serverFindings = (settings: Settings): Finding[] => {
  const servers = Object.entries(recordAt(settings, 'mcp', 'servers'))
    .filter(([, server]) => typeof at(server, 'command') === 'string')
    .map(([name]) => name)
  if (servers.length === 0) return []
  const what = `The gateway starts these MCP servers as programs: ${servers.join(', ')}. Their tools are judged, what they do besides is not; a pause ends them.`
  return [{ state: 'note', what }]
}

const accessFindings = (settings: Settings): Finding[] => {
  const open = at(settings, 'gateway', 'auth', 'mode') === 'none'
  const updates = at(settings, 'update', 'auto', 'enabled') === true
  return [
    open
      ? {
          state: 'open',
          what: 'Whoever reaches the gateway is its administrator, the agent’s own commands included.',
          cure: 'set gateway.auth.mode to "token"',
        }
      : { state: 'protected', what: 'The gateway asks who is there.' },
    ...(updates
      ? [
          {
            state: 'open' as const,
            what: 'The gateway replaces itself; a version that this plugin was never tried with may come.',
            cure: 'set update.auto.enabled to false',
          },
        ]
      : []),
  ]
}

const jobFinding = (settings: Settings): Finding =>
  at(settings, 'plugins', 'entries', 'claw-control', 'config', 'unaskedJobs') === true
    ? {
        state: 'open',
        what: 'Scheduled jobs may run commands that nothing judges.',
        cure: 'set plugins.entries.claw-control.config.unaskedJobs to false',
      }
    : { state: 'protected', what: 'Scheduled jobs that run commands are switched off.' }

export const doorFindings = (settings: Settings): Finding[] => [
  ...switchFindings(settings),
  ...codeModeFindings(settings),
  jobFinding(settings),
  ...accessFindings(settings),
  ...starterFindings(settings),
  ...pluginFindings(settings),
  ...serverFindings(settings),
]
