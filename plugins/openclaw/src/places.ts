// Says where on this machine a call would land, so that the gate judges places and not spellings.
import { stat } from 'node:fs/promises'
import { sep } from 'node:path'
import { absolute, pathsNamed } from './named-paths.ts'
import { realPathOf } from './real-path.ts'

export interface Resolved {
  /** The agent's workspace, links followed. */
  workspace: string
  /** What the parameters say → where it is. */
  paths: Record<string, string>
}

export interface Places {
  resolved: Resolved
  /** False when some path could not be followed; the gate then gets none of it, and asks. */
  whole: boolean
}

export const isInside = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep)

/** The places are what the text says: no link, no way out by `..`; an older gate judges the text alone. */
export const isPlain = ({ resolved: { workspace, paths }, whole }: Places): boolean =>
  whole &&
  Object.entries(paths).every(
    ([name, place]) => absolute(name, workspace) === place && !/(^|[/\\])\.\.([/\\]|$)/.test(name),
  )

const directoryOf = async (params: Record<string, unknown>, workspace: string): Promise<string> => {
  const named = params['workdir'] ?? params['cwd']
  if (typeof named !== 'string' || named === '') return workspace
  const directory = absolute(named, workspace)
  return (await stat(directory).catch(() => undefined))?.isDirectory() ? directory : workspace
}

/** Parameters (and the targets that OpenClaw derived from them) → where they land. */
export const placesOf = async (
  params: Record<string, unknown>,
  derived: readonly string[],
  workspace: string,
): Promise<Places> => {
  const { names, whole } = pathsNamed(params)
  const directory = await directoryOf(params, workspace)
  const entries = await Promise.all(
    [...new Set([...names, ...derived])].map(
      async (name) => [name, await realPathOf(absolute(name, directory))] as const,
    ),
  )
  const known = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined)
  return {
    resolved: {
      workspace: (await realPathOf(workspace)) ?? workspace,
      paths: Object.fromEntries(known),
    },
    whole: whole && known.length === entries.length,
  }
}
