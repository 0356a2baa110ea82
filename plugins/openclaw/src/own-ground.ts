// What no tool may touch, whatever the gate answers: the token, the plugin's own files, and what starts or configures the gateway.
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Resolved } from './places.ts'
import { isInside } from './places.ts'
import { realPathOf } from './real-path.ts'

export interface Ground {
  /** Not even read. */
  secret: readonly string[]
  /** Read, but never written. */
  fixed: readonly string[]
}

/** Where this code runs from; OpenClaw may run a copy of what it was given. */
const ownFolder = (): string => dirname(dirname(fileURLToPath(import.meta.url)))

/** Folders of OpenClaw's state that hold code, behaviour or credentials. */
const stateFolders = [
  ...['extensions', 'plugins', 'hooks', 'skills', 'credentials', 'identity', 'devices', 'cron', 'state'],
  ...['npm', 'agents', '.env', 'exec-approvals.json', 'openclaw.json'],
]

const real = async (paths: readonly (string | undefined)[]): Promise<string[]> => {
  const found = await Promise.all(
    paths.filter((path) => path !== undefined).map(async (path) => (await realPathOf(path)) ?? path),
  )
  return [...new Set(found)]
}

/** Everything with its links followed, once per process. */
export const groundOf = async (
  stateDirectory: string,
  openclawState: string,
  tokenFile: string | undefined,
  pluginFolder: string | undefined,
): Promise<Ground> => ({
  secret: await real([stateDirectory, tokenFile]),
  fixed: await real([
    ownFolder(),
    pluginFolder,
    process.env['OPENCLAW_CONFIG_PATH'],
    ...stateFolders.map((name) => join(openclawState, name)),
  ]),
})

/** Tools that only look; a command is judged by the gate, word by word. */
const looking = ['read', 'image', 'view_image', 'pdf', 'grep', 'find', 'ls', 'exec', 'process', 'bash']

/** The sentence that refuses a call which touches this ground, if it does. */
export const trespass = (
  tool: string,
  { paths, workspace }: Resolved,
  ground: Ground,
): string | undefined => {
  // Plugins and start-up scripts of a workspace lie in here.
  const fixed = [...ground.fixed, join(workspace, '.openclaw')]
  for (const [name, place] of Object.entries(paths)) {
    if (/^\/proc\/([^/]+\/)+(environ|mem|cmdline|maps)$|^\/proc\/kcore$/.test(place))
      return `${name} holds what a process keeps to itself, so no tool may read it.`
    if (ground.secret.some((own) => isInside(place, own)))
      return `${name} belongs to claw-control, so no tool may touch it.`
    if (!looking.includes(tool) && fixed.some((own) => isInside(place, own)))
      return `${name} starts, configures or guards the gateway, so no tool may write it.`
  }
  return undefined
}
