// What a program would do with its arguments: the files that it reads, or why nobody can be sure.
import { data, sources } from '../resources/file-kinds.ts'
import { type Arguments, type Options, readOptions } from './options.ts'
import type { Word } from './parse.ts'

export interface Use {
  /** Files whose contents it may show. */
  reads: Word[]
}
export interface Surroundings {
  /** Whether what it reads comes from the program before it. */
  piped: boolean
  /** Whether it runs where the agent's work begins, rather than in a folder below. */
  atRoot: boolean
}
/** A use, or the reason to ask, in words that follow the program's name. */
export type Program = (words: Word[], surroundings: Surroundings) => Use | string

export const nothing: Use = { reads: [] }

/** A program with these options; `use` says what its arguments come to. */
export const program =
  (options: Options, use: (args: Arguments, surroundings: Surroundings) => Use | string): Program =>
  (words, surroundings) => {
    const args = readOptions(words, options)
    return typeof args === 'string' ? args : use(args, surroundings)
  }

/** Reads every operand; `-` is its input. */
export const reading = (flags: string, long = '', values = '', more: Partial<Options> = {}): Program =>
  program({ flags, long, values, ...more }, ({ operands }) => ({
    reads: operands.filter(({ text }) => text !== '-'),
  }))

/** Shows names, sizes or its own words, but nothing of what is in a file. */
export const telling = (flags: string, long = '', values = '', more: Partial<Options> = {}): Program =>
  program({ flags, long, values, ...more }, () => nothing)

/** Takes options and nothing else. */
export const alone = (flags: string, long = '', values = ''): Program =>
  program({ flags, long, values }, ({ operands }) =>
    operands.length > 0 ? `is given “${operands[0]!.text.slice(0, 40)}”` : nothing,
  )

/** Kinds of which no file is kept for its secrets, so that a wildcard over them reaches none. */
const prose = /^(md|mdx|markdown|rst|adoc)$/
const withNamedSecrets =
  /^(py|rb|php|phtml|sh|bash|zsh|fish|ps1|psm1|psd1|j2|jinja|tpl|tmpl|liquid|d|s|m|v|t|make|mk|snap|gradle|org|tex)$/
export const harmlessKind = (extension: string): boolean =>
  sources.has(extension) &&
  (prose.test(extension) || !withNamedSecrets.test(extension)) &&
  !data.has(extension)

/** Whether a wildcard can only match files of a harmless kind, like `*.ts`. */
export const harmlessPattern = (pattern: string): boolean => {
  const tail = /\.([a-z0-9]+)$/i.exec(pattern)
  if (!tail || pattern.startsWith('!') || /[{}\\]/.test(pattern)) return false
  return harmlessKind(tail[1]!.toLowerCase()) && !/(^|\/)\./.test(pattern.replace(/^(\.\/)+/, ''))
}
