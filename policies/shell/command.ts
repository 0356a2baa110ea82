// Judges a shell command: does it only read, may it never run, and what stands out.
import { isIdentityFile } from '../protected-files.ts'
import { namesSecret } from '../secret-files.ts'
import { neverRun } from './never.ts'
import { fileWords, listsNamesOnly, notReading } from './readers.ts'
import { plainWords } from './words.ts'

export interface CommandFacts {
  readOnly: boolean
  forbidden: boolean
  /** What keeps it from being read-only, or what makes it forbidden; empty when it only reads. */
  detail: string
}

/** A word can hold a path on its own, after `=` or `:` (as in `HEAD:.env`), or right behind a short option. */
const pathsIn = (word: string): string[] => [word, ...word.split(/[=:,]/), word.replace(/^-[A-Za-z]/, '')]

const notPlainReading = (command: string, folder: string): string | undefined => {
  const read = plainWords(command)
  if ('odd' in read) return read.odd
  const [program, ...args] = read.words
  if (!program) return 'is empty'
  if (program.glob) return 'its program is a wildcard'
  const problem = notReading(
    program.text,
    args.map(({ text }) => text),
  )
  if (problem) return problem
  const wildcard = args.find(({ glob, text }) => glob && !text.startsWith('--'))
  if (wildcard && !listsNamesOnly.has(program.text))
    return `the wildcard “${wildcard.text}” could match a secret file (quote it, or name the file)`
  const secret = fileWords(
    program.text,
    args.map(({ text }) => text),
  ).find((word) => pathsIn(word).some((path) => namesSecret(path) || namesSecret(`${folder}/${path}`)))
  return secret && `“${secret}” looks like a secret file`
}

/** `folder` is where the command would run, as far as it is known. */
export const commandFacts = (command: string, folder = ''): CommandFacts => {
  const never = neverRun(command, folder)
  if (never) return { readOnly: false, forbidden: true, detail: never }
  const problem = notPlainReading(command, folder)
  if (problem === undefined) return { readOnly: true, forbidden: false, detail: '' }
  const identity = command.split(/[\s"'<>=;|&]+/).find(isIdentityFile)
  return {
    readOnly: false,
    forbidden: false,
    detail: identity ? `${problem}; it touches ${identity}` : problem,
  }
}
