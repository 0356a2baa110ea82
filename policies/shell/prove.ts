// Proves that a command line is harmless, part by part; where that fails it says which part stands in the way, and how it would be free.
import { type Landing, placesOf, type Resolved, readPath } from '../resources/path.ts'
import { secretReason } from '../resources/secret-names.ts'
import { git } from './git.ts'
import { nameOnly } from './options.ts'
import { readCommandLine, type Step, type Word } from './parse.ts'
import { harmlessPattern, nothing, type Program, type Use } from './program.ts'
import { scriptPrograms } from './script-programs.ts'
import { searchPrograms } from './search.ts'
import { onlyVersion, systemPrograms } from './system-programs.ts'
import { textPrograms } from './text-programs.ts'

const programs: Record<string, Program> = {
  ...textPrograms,
  ...systemPrograms,
  ...searchPrograms,
  ...scriptPrograms,
  git,
}

/** None of their options reads, writes or runs anything, so that a wildcard that turns into an option does no harm. */
const noHarmfulOptions = new Set('ls dir cat tac head tail nl stat echo basename dirname'.split(' '))

export interface Place {
  /** Where the command runs, as it is written; empty where the agent's work begins. */
  folder: string
  resolved?: Resolved | undefined
}

const isRooted = (word: Word): boolean => word.home || /^([/\\]|[a-z]:)/i.test(word.text)
const below = (folder: string, word: Word): string =>
  folder === '' || isRooted(word) ? word.text : `${folder}/${word.text}`
const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`

const landing = (word: Word, { folder, resolved }: Place): Landing[] => {
  // A `~` in quotes is a name like any other, and leads where it stands.
  const path = !word.home && word.text.startsWith('~') ? `./${word.text}` : word.text
  return placesOf(below(folder, { ...word, text: path }), resolved)
}

const fileProblem = (word: Word, place: Place): string | undefined => {
  if (word.glob)
    return harmlessPattern(word.text) && !isRooted(word)
      ? undefined
      : `the wildcard ${quoted(word.text)} could match a secret file (quote it, or name the file)`
  const reason = landing(word, place)
    .map(secretReason)
    .find((each) => each !== undefined)
  return reason && `${quoted(word.text)} may hold secrets: it ${reason}`
}

const run = ([first, ...words]: Word[], step: Step, place: Place): Use | string => {
  const name = first!.text.replace(/^\/(usr\/)?bin\//, '')
  if (first!.glob) return 'its program is a wildcard'
  if (onlyVersion(name, words)) return nothing
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined
  if (!program) return `${quoted(nameOnly(first!.text))} is not a program that is known to be harmless`
  const wild = words.find(({ glob, text }) => glob && /^[-*?[]/.test(text))
  if (wild && !noHarmfulOptions.has(name))
    return `the wildcard ${quoted(wild.text)} could turn into an option (write ./ before it)`
  const used = program(words, { piped: step.piped, atRoot: place.folder === '' })
  return typeof used === 'string' ? `${name} ${used}` : used
}

/** Where a `cd` leads from here, or why nobody can be sure that it stays inside. */
const changed = (words: readonly Word[], place: Place): string | { problem: string } => {
  const [, target, more] = words
  if (!target || more || target.glob || target.home || target.text.startsWith('-'))
    return { problem: 'cd leads out of the workspace' }
  const folder = below(place.folder, target)
  return placesOf(folder, place.resolved).every(({ inside }) => inside) &&
    !/(^|\/)\.(?!\.?(\/|$))/.test(target.text)
    ? folder
    : { problem: 'cd leads out of the workspace' }
}

/** Why the command is not proven harmless, in words; undefined when every part of it is. */
export const notProven = (text: string, place: Place): string | undefined => {
  const read = readCommandLine(text)
  if ('odd' in read) return read.odd
  let here = place
  for (const step of read.steps) {
    const inputProblem = step.input && fileProblem(step.input, here)
    if (inputProblem) return inputProblem
    if (step.words[0]!.text === 'cd') {
      // In a pipeline a `cd` counts for itself alone; whichever it is, both places must be proven, so such a line asks.
      if (step.piped) return 'changes the folder in the middle of a pipe'
      const next = changed(step.words, here)
      if (typeof next !== 'string') return next.problem
      here = { ...here, folder: next }
      continue
    }
    const used = run(step.words, step, here)
    if (typeof used === 'string') return used
    const problem = used.reads.map((word) => fileProblem(word, here)).find((each) => each !== undefined)
    if (problem) return problem
  }
  return undefined
}

/** The folder that a call names for its command, as far as it matters: empty for the workspace itself. */
export const folderOf = (workdir: string | undefined, resolved: Resolved | undefined): string => {
  if (workdir === undefined || workdir.trim() === '') return ''
  const [place] = placesOf(workdir, resolved)
  if (place?.inside) return place.names.length === 0 ? '' : workdir
  return readPath(workdir).names.length === 0 && !workdir.startsWith('/') ? '' : workdir
}
