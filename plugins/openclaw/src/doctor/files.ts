// Looks at files: that the plugin is the one that was shipped, that it loads, and that nobody else can change or read what matters.
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { isRecord } from '../json.ts'
import { isInside } from '../places.ts'
import { realPathOf } from '../real-path.ts'
import { pluginId } from './arrangement.ts'
import type { Finding } from './finding.ts'
import type { Settings } from './look-up.ts'
import { at, leaves, listAt, recordAt } from './look-up.ts'

/** Written in by the build: what the files of this release hold. */
declare const shippedHashes: Readonly<Record<string, string>>

const holdsPlugin = async (directory: string): Promise<boolean> => {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(directory, 'openclaw.plugin.json'), 'utf8'))
    return isRecord(manifest) && manifest['id'] === pluginId
  } catch {
    return false
  }
}

const childrenOf = async (directory: string): Promise<string[]> =>
  (await readdir(directory).catch(() => [])).map((name) => join(directory, name))

/** Every folder that OpenClaw could load a plugin of our name from, in the order in which it looks. */
const candidates = async (settings: Settings, state: string): Promise<string[]> => {
  const named = listAt(settings, 'plugins', 'load', 'paths').filter((path) => typeof path === 'string')
  const installed = join(state, 'npm')
  const collections = [
    ...workspacesOf(settings, state).map((workspace) => join(workspace, '.openclaw', 'extensions')),
    join(state, 'extensions'),
    join(installed, 'node_modules'),
    join(installed, 'node_modules', '@claw-control'),
  ]
  const projects = await childrenOf(join(installed, 'projects'))
  const nested = projects.map((project) => join(project, 'node_modules', '@claw-control'))
  const found = await Promise.all([...collections, ...nested].map(childrenOf))
  const all = [...named.map((path) => resolve(path)), ...found.flat()]
  const held = await Promise.all(all.map(holdsPlugin))
  return [...new Set(all.filter((_path, index) => held[index]))]
}

const workspacesOf = (settings: Settings, state: string): string[] => [
  ...new Set([
    ...leaves(recordAt(settings, 'agents'))
      .filter(({ path }) => path.at(-1) === 'workspace')
      .map(({ text }) => text.replace(/^~(?=\/|$)/, homedir())),
    join(state, 'workspace'),
  ]),
]

const loadFinding = async (directory: string): Promise<Finding> => {
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

const hashOf = async (file: string): Promise<string | undefined> => {
  const bytes = await readFile(file).catch(() => undefined)
  return bytes && createHash('sha256').update(bytes).digest('hex')
}

const hashFinding = async (directory: string): Promise<Finding> => {
  for (const [name, wanted] of Object.entries(shippedHashes)) {
    if ((await hashOf(join(directory, name))) === wanted) continue
    return {
      state: 'open',
      what: `${join(directory, name)} is not the file of this release: it was changed, or is of another version.`,
      cure: 'find out who changed it, and install the plugin again',
    }
  }
  return { state: 'protected', what: 'The plugin is the one that was shipped.' }
}

const othersMay = async (path: string, bits: number): Promise<boolean> => {
  if (process.platform === 'win32') return false
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && (found.mode & bits) !== 0
}

/** Files that nobody else may change; a folder counts, because who may change it may replace what is in it. */
const writableFindings = async (paths: readonly string[]): Promise<Finding[]> => {
  const open: string[] = []
  for (const path of paths) if (await othersMay(path, 0o022)) open.push(path)
  return open.length === 0
    ? [{ state: 'protected', what: 'Only their owner may change the plugin and the configuration.' }]
    : open.map((path) => ({
        state: 'open',
        what: `Other users of this machine may change ${path}.`,
        cure: `chmod go-w ${path}`,
      }))
}

const readableFinding = async (path: string, what: string): Promise<Finding[]> =>
  (await othersMay(path, 0o077))
    ? [{ state: 'open', what: `${what} (${path}) can be read by other users.`, cure: `chmod 600 ${path}` }]
    : []

const placeFindings = async (settings: Settings, state: string, directory: string): Promise<Finding[]> => {
  const real = (await realPathOf(directory)) ?? directory
  for (const workspace of workspacesOf(settings, state)) {
    const inside = isInside(real, (await realPathOf(workspace)) ?? workspace)
    if (inside)
      return [
        {
          state: 'open',
          what: `The plugin lies in the agent's workspace (${directory}), where the agent writes.`,
          cure: 'install it with "openclaw plugins install"',
        },
      ]
  }
  return []
}

/** What the files say; the first plugin found is the one that OpenClaw takes. */
export const fileFindings = async (
  settings: Settings,
  configPath: string,
  state: string,
  tokenFile: string,
): Promise<Finding[]> => {
  const [directory, ...others] = await candidates(settings, state)
  const token = at(settings, 'plugins', 'entries', pluginId, 'config', 'token')
  const files = [configPath, dirname(configPath), state]
  const common = [
    ...(await readableFinding(tokenFile, "The agent's token")),
    ...(await readableFinding(configPath, 'The configuration')),
  ]
  if (typeof token === 'string')
    common.push({
      state: 'open',
      what: `The agent's token stands in ${configPath}, which tools may be allowed to read.`,
      cure: 'run doctor --fix, which moves it to a file of its own',
    })
  if (directory === undefined)
    return [
      {
        state: 'open',
        what: 'The plugin is not installed where OpenClaw looks for it.',
        cure: 'openclaw plugins install FILE, or doctor --fix --plugin FOLDER',
      },
      ...(await writableFindings(files)),
      ...common,
    ]
  return [
    await loadFinding(directory),
    await hashFinding(directory),
    ...(await placeFindings(settings, state, directory)),
    ...others.map(
      (other): Finding => ({
        state: 'open',
        what: `Another plugin of the same name lies in ${other}; which of them runs is OpenClaw's choice.`,
        cure: `remove ${other}`,
      }),
    ),
    ...(await writableFindings([
      ...files,
      directory,
      join(directory, 'dist'),
      join(directory, 'dist/index.js'),
    ])),
    ...common,
  ]
}
