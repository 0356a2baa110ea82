// The arrangement that makes a missing plugin harmless: the configured model does not exist, and only the plugin swaps it.
import { isRecord } from '../json.ts'
import { lockedModel, lockedPolicy } from '../lock.ts'
import type { Settings } from './look-up.ts'
import { at, listAt, recordAt, withAt } from './look-up.ts'
import { turned } from './switches.ts'

export const pluginId = 'claw-control'

export interface Wishes {
  gateUrl?: string | undefined
  /** The plugin's folder, when it is not installed with `openclaw plugins install`. */
  pluginPath?: string | undefined
  /** The agent that the gate knows this gateway as. */
  agent?: string | undefined
}

/** The model that an agent section names, whichever way it is written. */
export const primaryOf = (section: unknown): string | undefined => {
  const model = at(section, 'model')
  const primary = isRecord(model) ? model['primary'] : model
  return typeof primary === 'string' ? primary : undefined
}

const lock = (section: Settings): Settings => ({
  ...section,
  model: { primary: lockedModel, fallbacks: [] },
  modelPolicy: { ...recordAt(section, 'modelPolicy'), allow: lockedPolicy },
})

/** Agent sections that name a model or a policy of their own get the lock as well; the others inherit it. */
const lockEntries = (entries: Settings): Settings =>
  Object.fromEntries(
    Object.entries(entries).map(([id, entry]) => {
      if (!isRecord(entry)) return [id, entry]
      return [id, 'model' in entry || 'modelPolicy' in entry ? lock(entry) : entry]
    }),
  )

const real = (model: string | undefined): string | undefined => (model === lockedModel ? undefined : model)

/** Each agent's own model, before the lock hides it. */
const ownModels = (entries: Settings): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([id, entry]) => {
      const model = real(primaryOf(entry))
      return model === undefined ? [] : [[id, model]]
    }),
  )

const including = (list: readonly unknown[], item: string): unknown[] =>
  list.includes(item) ? [...list] : [...list, item]

/** OpenClaw's configuration → the same with the plugin enabled, every model behind it, and every other door shut. Changing it twice changes nothing more. */
export const arrange = (settings: Settings, wishes: Wishes): Settings => {
  const defaults = recordAt(settings, 'agents', 'defaults')
  const entries = recordAt(settings, 'agents', 'entries')
  const entry = recordAt(settings, 'plugins', 'entries', pluginId)
  const before = recordAt(entry, 'config')
  const model = before['model'] ?? real(primaryOf(defaults))
  const models = { ...ownModels(entries), ...recordAt(before, 'models') }
  const config = {
    ...before,
    ...(wishes.gateUrl === undefined ? {} : { gateUrl: wishes.gateUrl }),
    ...(wishes.agent === undefined ? {} : { agent: wishes.agent }),
    ...(model === undefined ? {} : { model }),
    ...(Object.keys(models).length === 0 ? {} : { models }),
  }
  const hooks = { ...recordAt(entry, 'hooks'), allowConversationAccess: true }
  const paths = listAt(settings, 'plugins', 'load', 'paths')
  const { locked: _dead, ...providers } = recordAt(settings, 'models', 'providers')
  const changes: [string[], unknown][] = [
    [['agents', 'defaults'], lock(defaults)],
    ...(Object.keys(entries).length === 0
      ? []
      : [[['agents', 'entries'], lockEntries(entries)] satisfies [string[], unknown]]),
    [['models', 'providers'], providers],
    [['plugins', 'allow'], including(listAt(settings, 'plugins', 'allow'), pluginId)],
    [['plugins', 'entries', pluginId], { ...entry, enabled: true, hooks, config }],
    ...(wishes.pluginPath === undefined
      ? []
      : [[['plugins', 'load', 'paths'], including(paths, wishes.pluginPath)] satisfies [string[], unknown]]),
  ]
  return changes.reduce((changed, [path, value]) => withAt(changed, path, value), turned(settings))
}
