// Where a path really lands: symbolic links followed in every part of it, also when its end does not exist yet.
import { lstat, readlink, realpath } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'

/** As many links in a row as Linux itself follows. */
const maxLinks = 40

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')

/** A link to what does not exist is followed by hand: whoever writes through it creates its target. */
const beyond = async (path: string, links: number): Promise<string> => {
  const parent = dirname(path)
  if (parent === path) return path
  const place = resolve(await land(parent, links), basename(path))
  const entry = await lstat(place).catch(() => undefined)
  if (!entry?.isSymbolicLink()) return place
  if (links === 0) throw new Error('too many symbolic links')
  return land(resolve(dirname(place), await readlink(place)), links - 1)
}

const land = async (path: string, links: number): Promise<string> => {
  try {
    return await realpath(path)
  } catch (error) {
    if (!isMissing(error)) throw error
    return beyond(path, links)
  }
}

/** An absolute path → the place that reading or writing it touches; undefined when that cannot be known. */
export const realPathOf = async (path: string): Promise<string | undefined> => {
  if (path.includes('\0')) return undefined
  try {
    return await land(path, maxLinks)
  } catch {
    return undefined
  }
}
