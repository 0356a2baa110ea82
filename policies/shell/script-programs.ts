// sed, awk and jq: little languages, free where their program text is made of steps that only print.

import { has, valuesOf } from './options.ts'
import type { Word } from './parse.ts'
import { type Program, program } from './program.ts'

const longestScript = 1_000

/** The end of a sed text that begins at `from` and is closed by `close`, or -1. */
const closing = (text: string, from: number, close: string): number => {
  for (let at = from; at < text.length; at++)
    if (text[at] === '\\') at++
    else if (text[at] === close) return at
  return -1
}

/** Where an address ends: a number, `$` or `/pattern/`. */
const afterAddress = (text: string, from: number): number => {
  const number = /^(\d+(~\d+)?|\$)/.exec(text.slice(from))
  if (number) return from + number[0].length
  if (text[from] !== '/') return from
  const end = closing(text, from + 1, '/')
  return end < 0 ? text.length + 1 : end + 1 + (text[end + 1] === 'I' ? 1 : 0)
}

/** Addresses, p, d, q, =, and substitutions whose flags neither run nor write; anything else is not known. */
const sedOnlyPrints = (script: string): boolean => {
  let at = 0
  const blanks = () => {
    while (/[\s;]/.test(script[at] ?? '')) at++
  }
  blanks()
  while (at < script.length) {
    at = afterAddress(script, at)
    if (script[at] === ',') at = afterAddress(script, /[+]/.test(script[at + 1] ?? '') ? at + 2 : at + 1)
    while (/[ !]/.test(script[at] ?? '')) at++
    const command = script[at++]
    if (command === 's') {
      const mark = script[at]
      if (!mark || !/[/|,#:@!%_+]/.test(mark)) return false
      const middle = closing(script, at + 1, mark)
      const end = middle < 0 ? -1 : closing(script, middle + 1, mark)
      if (end < 0) return false
      at = end + 1
      while (/[gpIi\d]/.test(script[at] ?? '')) at++
    } else if (command === undefined || !/[pdq=]/.test(command)) return false
    if (at < script.length && !/[\s;]/.test(script[at]!)) return false
    blanks()
  }
  return true
}

const scriptsOf = (
  given: readonly Word[],
  operands: readonly Word[],
): { scripts: readonly Word[]; files: Word[] } =>
  given.length > 0
    ? { scripts: given, files: [...operands] }
    : { scripts: operands.slice(0, 1), files: operands.slice(1) }
const plain = (scripts: readonly Word[]): boolean =>
  scripts.length > 0 && scripts.every(({ glob, text }) => !glob && text.length <= longestScript)

const sed: Program = program(
  {
    flags: 'nErsuz',
    long: 'quiet silent regexp-extended separate unbuffered null-data posix',
    values: 'e expression l line-length',
  },
  (args) => {
    const { scripts, files } = scriptsOf(valuesOf(args, 'e', 'expression'), args.operands)
    return plain(scripts) && scripts.every(({ text }) => sedOnlyPrints(text))
      ? { reads: files }
      : 'does more than print, delete or replace in what it shows'
  },
)

/** Running, writing, other inputs and the environment; what is said in quotes or as a pattern is not looked at more kindly. */
const awkReachesOut =
  /system|getline|close|fflush|ENVIRON|ARGV|ARGC|@|[|>](?!=)|\binclude\b|\bload\b|\bextension\b|\/inet/
const awk: Program = program({ flags: '', values: 'F v field-separator assign' }, (args) => {
  const [script, ...files] = args.operands
  if (!script || !plain([script])) return 'has no plain program'
  // Before the first brace stand only conditions, in which > compares.
  const steps = script.text
    .replaceAll('||', ' ')
    .replace(/^[^{}]*/, (condition) => condition.replaceAll('>', ' '))
  if (awkReachesOut.test(steps)) return 'has a program that may do more than print'
  return { reads: files.filter(({ text }) => !/^[A-Za-z_]\w*=/.test(text) || text.includes('/')) }
})

const jqReachesOut =
  /\benv\b|\$ENV|\bimport\b|\binclude\b|\binput_filename\b|\bgetpath\b.*env|\$__loc__|\bmodulemeta\b|\bget_search_list\b/
const jq: Program = program(
  {
    flags: 'rcnseSMCaj',
    long: 'raw-output compact-output null-input slurp exit-status sort-keys monochrome-output color-output ascii-output join-output tab raw-input seq stream',
    values: 'indent',
  },
  (args) => {
    const [filter, ...files] = args.operands
    if (!filter || !plain([filter])) return 'has no plain filter (quote it)'
    return jqReachesOut.test(filter.text)
      ? 'has a filter that reaches for the environment or for other files'
      : { reads: has(args, 'n') ? files : files }
  },
)

export const scriptPrograms: Record<string, Program> = { sed, awk, gawk: awk, mawk: awk, jq }
