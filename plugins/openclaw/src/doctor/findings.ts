// What the configuration alone says about the protection: each finding is a sentence and, where it is open, the cure.
import { readConfig } from '../config.ts'
import { isRecord } from '../json.ts'
import { lockedModel, lockedPolicy } from '../lock.ts'
import { pluginId, primaryOf } from './arrangement.ts'
import { doorFindings } from './doors.ts'
import type { Finding } from './finding.ts'
import type { Settings } from './look-up.ts'
import { at, leaves, listAt, recordAt } from './look-up.ts'

const check = (good: boolean, what: string, otherwise: string, cure: string): Finding =>
  good ? { state: 'protected', what } : { state: 'open', what: otherwise, cure }

const pluginFindings = (settings: Settings): Finding[] => {
  const entry = at(settings, 'plugins', 'entries', pluginId)
  const allow = at(settings, 'plugins', 'allow')
  const others = listAt(settings, 'plugins', 'allow').filter((id) => id !== pluginId)
  const path = `plugins.entries.${pluginId}`
  return [
    check(
      at(settings, 'plugins', 'enabled') !== false && at(entry, 'enabled') === true,
      'The plugin is enabled, so OpenClaw accepts its gate.',
      'The plugin is not enabled explicitly; OpenClaw refuses its gate.',
      `set ${path}.enabled to true`,
    ),
    check(
      at(entry, 'hooks', 'allowConversationAccess') === true,
      'The plugin may guard turns: it unlocks the model and refuses turns while agents are paused.',
      'The plugin may not guard turns; it can neither unlock the model nor refuse a turn.',
      `set ${path}.hooks.allowConversationAccess to true`,
    ),
    check(
      Array.isArray(allow) && allow.includes(pluginId),
      'Only listed plugins are loaded.',
      'plugins.allow does not list this plugin, so others that nobody chose may be loaded instead of it.',
      `set plugins.allow to ["${pluginId}"] and the others you need`,
    ),
    ...(others.length === 0
      ? []
      : [
          {
            state: 'note' as const,
            what: `Other plugins run beside it (${others.join(', ')}). One that rewrites parameters after an approval is found out when the call is over, not before.`,
          },
        ]),
  ]
}

const settingsFinding = (settings: Settings, environment: NodeJS.ProcessEnv, home: string): Finding => {
  const config = recordAt(settings, 'plugins', 'entries', pluginId, 'config')
  const { token } = config
  // A SecretRef, or a `${VARIABLE}`, is resolved by OpenClaw; here it is enough that there is one.
  const resolved = isRecord(token) ? { ...config, token: 'a-secret-reference' } : config
  const reading = readConfig(resolved, environment, home)
  return reading.ok
    ? { state: 'protected', what: "The plugin's settings are complete." }
    : {
        state: 'open',
        what: `No tool will run: ${reading.reason}.`,
        cure: `correct plugins.entries.${pluginId}.config`,
      }
}

const sameList = (value: unknown, wanted: readonly string[]): boolean =>
  Array.isArray(value) && value.length === wanted.length && wanted.every((item) => value.includes(item))

const lockFindings = (settings: Settings): Finding[] => {
  const defaults = recordAt(settings, 'agents', 'defaults')
  const noProvider = at(settings, 'models', 'providers', 'locked') === undefined
  const agents = Object.entries(recordAt(settings, 'agents', 'entries'))
  const listed = listAt(settings, 'agents', 'list').map((entry) => [String(at(entry, 'id')), entry] as const)
  const unlocked = [...agents, ...listed].filter(([, entry]) => {
    const policy = at(entry, 'modelPolicy', 'allow')
    const model = primaryOf(entry)
    return (
      (model !== undefined && model !== lockedModel) ||
      (policy !== undefined && !sameList(policy, lockedPolicy))
    )
  })
  return [
    check(
      primaryOf(defaults) === lockedModel && noProvider,
      'Without the plugin there is no model: the configured one does not exist.',
      'Without the plugin the agent would run on without any gate: the configured model is a live one.',
      `run doctor --fix, or set agents.defaults.model.primary to "${lockedModel}" and have no provider named locked`,
    ),
    check(
      sameList(at(defaults, 'modelPolicy', 'allow'), lockedPolicy),
      'Nobody can choose another model from a chat or a request.',
      'A chat command or a request header can choose a live model, with or without the plugin.',
      `set agents.defaults.modelPolicy.allow to ${JSON.stringify(lockedPolicy)}`,
    ),
    check(
      unlocked.length === 0,
      'No single agent has a model of its own that is live.',
      `These agents have a live model of their own: ${unlocked.map(([id]) => id).join(', ')}.`,
      `run doctor --fix; it moves their models to plugins.entries.${pluginId}.config.models`,
    ),
  ]
}

/** Models that look at pictures or shorten a history call no tools; they only work inside a turn. */
const helping = /image|pdf|audio|video|music|speech|tts|compaction|embedding|memory|utility/i

/** The places that the lock itself covers. */
const isOwnModel = (path: readonly string[]): boolean =>
  /^agents\.(defaults|entries\.[^.]+|list\.\d+)\.model(\.primary)?$/.test(path.join('.'))

/** Models turn up in many sections (fallbacks, subagents, heartbeat, cron); any live one that runs turns is a way round the lock. */
const otherModelFindings = (settings: Settings): Finding[] => {
  const { models: _providers, plugins: _plugins, ...elsewhere } = settings
  const named = leaves(elsewhere).filter(
    ({ path, text }) =>
      /^[a-z0-9][\w.-]*\/\S+$/i.test(text) &&
      !text.startsWith('locked/') &&
      path.some((key) => /model|fallback/i.test(key)) &&
      !path.some((key) => helping.test(key)) &&
      !isOwnModel(path),
  )
  return named.map(({ path, text }) => ({
    state: 'open',
    what: `${path.join('.')} names the live model ${text}, which works without the plugin.`,
    cure: 'remove it, or point it at locked/locked',
  }))
}

/** A harness that brings its own tools runs them itself; only OpenClaw's own runner asks the gate for every one. */
const harnessFindings = (settings: Settings): Finding[] =>
  leaves(settings)
    .filter(({ path, text }) => path.at(-2) === 'agentRuntime' && path.at(-1) === 'id' && text !== 'openclaw')
    .map(({ path, text }) => ({
      state: 'open',
      what: `${path.join('.')} runs agents in ${text}, whose own tools do not all come past the gate.`,
      cure: 'set it to "openclaw"',
    }))

const processFindings = (settings: Settings, canReap: boolean): Finding[] => {
  const sandboxed = leaves(at(settings, 'agents')).some(
    ({ path, text }) => path.includes('sandbox') && path.at(-1) === 'mode' && text !== 'off',
  )
  return [
    canReap
      ? { state: 'protected', what: 'A stop also ends commands that exec left in the background.' }
      : {
          state: 'note',
          what: 'Commands that exec left in the background survive a stop: they can only be found on Linux.',
        },
    ...(sandboxed
      ? [
          {
            state: 'note' as const,
            what: 'Commands in a sandbox container or on another node are out of reach for the stop of background commands.',
          },
        ]
      : []),
  ]
}

/** OpenClaw's configuration, parsed → what is protected and what isn't. */
export const findingsOf = (
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  canReap: boolean,
  home: string,
): Finding[] => [
  ...pluginFindings(settings),
  settingsFinding(settings, environment, home),
  ...lockFindings(settings),
  ...otherModelFindings(settings),
  ...harnessFindings(settings),
  ...processFindings(settings, canReap),
  ...doorFindings(settings),
]
