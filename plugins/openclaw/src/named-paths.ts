// Finds the paths that a call names, whatever its parameters are called, because any of them may be the one that matters.
import { homedir } from 'node:os'
import { isAbsolute, join, normalize, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRecord } from './json.ts'

const maxNames = 300
const maxLength = 4_096
const maxDepth = 12

/** What is written or said, not where; a path in a text is only a text. */
const prose =
  /^(content|text|body|message|prompt|task|intent|subject|description|code|script|query|reason|title|caption|html|markdown|old_?text|new_?text|old_?string|new_?string)$/i
/** Lines that a shell reads. */
const shell = /^(command|cmd|shell|argv|args)$/i
/** Names that speak of files even when the value is a bare word. */
const filed = /path|file|dir|cwd|folder|root|media|image|attach|src|dest|target|buffer/i

const isElsewhere = (text: string): boolean => /^((?!file:)[a-z][a-z0-9+.-]*:\/\/|data:)/i.test(text)
const looksLikePath = (text: string): boolean => /[/\\]|^[~.@]/.test(text)

/** The words of a command line that may be paths, quotes and assignments taken off: too many is better than too few. */
export const shellWords = (line: string): string[] =>
  line
    .split(/[\s;|&<>()`"'{}]+|\$\(/)
    .flatMap((word) => [word, ...(word.includes('=') ? [word.slice(word.indexOf('=') + 1)] : [])])
    .filter((word) => looksLikePath(word) && !word.startsWith('-') && !isElsewhere(word))

/** The targets of an apply_patch envelope, as it writes them. */
export const patchTargets = (text: string): string[] =>
  [...text.matchAll(/^\s*\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+?)\s*$/gm)].flatMap(([, path]) =>
    path === undefined ? [] : [path],
  )

const namesIn = (key: string, text: string): string[] => {
  if (text.includes('*** Begin Patch')) return patchTargets(text)
  if (shell.test(key)) return shellWords(text)
  if (text === '' || text.length > maxLength || /[\n\r\0]/.test(text) || isElsewhere(text)) return []
  if (prose.test(key)) return []
  return filed.test(key) || looksLikePath(text) ? [text] : []
}

const collect = (value: unknown, key: string, depth: number, into: Set<string>): void => {
  if (into.size > maxNames || depth > maxDepth) return
  if (typeof value === 'string') for (const name of namesIn(key, value)) into.add(name)
  if (Array.isArray(value)) for (const item of value) collect(item, key, depth + 1, into)
  if (isRecord(value))
    for (const [inner, item] of Object.entries(value)) collect(item, inner, depth + 1, into)
}

/** The paths that a call's parameters name, as they are written there; `whole` is false when there were too many to tell. */
export const pathsNamed = (params: Record<string, unknown>): { names: string[]; whole: boolean } => {
  const found = new Set<string>()
  collect(params, '', 0, found)
  const names = [...found]
  return { names: names.slice(0, maxNames), whole: names.length <= maxNames }
}

const strip = (text: string): string => {
  const name = text.startsWith('@') ? text.slice(1) : text
  if (!name.startsWith('file:')) return name
  try {
    return fileURLToPath(name)
  } catch {
    return name
  }
}

/** A path as OpenClaw's tools read it (`@` in front, `file:`, `~`) → absolute. */
export const absolute = (text: string, directory: string, home: string = homedir()): string => {
  const name = strip(text)
  if (name === '~' || name.startsWith('~/')) return normalize(join(home, name.slice(1)))
  return isAbsolute(name) ? name : resolve(directory, name)
}
