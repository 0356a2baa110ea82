// grep, rg and find: what they open is what decides, so a search through folders is free only for kinds of files that hold no secrets.
import { has, type Options, valuesOf } from './options.ts'
import { harmlessPattern, nothing, type Program, program } from './program.ts'

const grepOptions: Options = {
  flags: 'EFGPivwxcnHhoqsLlabTyzIUrR',
  long: 'extended-regexp fixed-strings basic-regexp perl-regexp ignore-case no-ignore-case invert-match word-regexp line-regexp count color? colour? files-without-match files-with-matches only-matching quiet silent no-messages byte-offset with-filename no-filename line-number initial-tab null null-data text line-buffered binary recursive dereference-recursive',
  values:
    'e m A B C d regexp max-count after-context before-context context include exclude exclude-dir label binary-files directories',
  numbers: true,
}
const onlyKinds = '(name the files, or the kind: --include=’*.ts’)'

const grep = program(grepOptions, (args) => {
  const recursive =
    has(args, 'r', 'recursive') ||
    valuesOf(args, 'd', 'directories').some(({ text }) => text !== 'skip' && text !== 'read')
  const files = has(args, 'e', 'regexp') ? args.operands : args.operands.slice(1)
  if (has(args, 'R', 'dereference-recursive')) return 'follows links out of the folder'
  if (!recursive) return { reads: files }
  // The first of these options decides what becomes of files that none of them matches.
  const order = args.given.filter(({ name }) => name === 'include' || name === 'exclude')
  if (order[0]?.name !== 'include') return `searches every file of a folder, secret ones too ${onlyKinds}`
  return valuesOf(args, 'include').every(({ text, glob }) => !glob && harmlessPattern(text))
    ? { reads: files.filter(({ text }) => !/^\.?\/?$/.test(text)) }
    : `searches kinds of files that may hold secrets ${onlyKinds}`
})

const ripgrepOptions: Options = {
  flags: 'aciFHhIilLnNoPqSsUvwxp0',
  long: 'no-config case-sensitive smart-case ignore-case fixed-strings word-regexp line-regexp invert-match count count-matches files files-with-matches files-without-match line-number no-line-number with-filename no-filename heading no-heading only-matching quiet stats trim vimgrep json null null-data multiline multiline-dotall pcre2 column no-column byte-offset pretty no-messages text crlf passthru one-file-system',
  values:
    'e g t T A B C m j M r d E regexp glob iglob type type-not after-context before-context context max-count max-columns max-depth threads sort sortr color colors context-separator replace max-filesize encoding engine',
  numbers: true,
}
const harmlessTypes = new Set(
  'ts typescript js css less sass html vue svelte go rust java kotlin scala c cpp csharp swift dart haskell elm markdown md'.split(
    ' ',
  ),
)

const rg = program(ripgrepOptions, (args) => {
  if (!has(args, 'no-config')) return 'obeys a file of settings (add --no-config)'
  if (has(args, 'L')) return 'follows links out of the folder'
  const listing = has(args, 'files')
  const files = listing || has(args, 'e', 'regexp') ? args.operands : args.operands.slice(1)
  if (listing) return nothing
  const kinds = valuesOf(args, 'g', 'glob', 'iglob').filter(({ text }) => !text.startsWith('!'))
  const types = valuesOf(args, 't', 'type')
  const narrowed =
    kinds.length + types.length > 0 &&
    kinds.every(({ text, glob }) => !glob && harmlessPattern(text)) &&
    types.every(({ text }) => harmlessTypes.has(text))
  if (!narrowed && (files.length === 0 || !files.every(({ text }) => /\.\w+$/.test(text))))
    return `searches every file of a folder, secret ones too (name the files, or the kind: -g '*.ts')`
  return { reads: files.filter(({ text }) => !/^\.?\/?$/.test(text)) }
})

const findAlone =
  /^(-(print|print0|ls|not|o|or|a|and|true|false|depth|d|daystart|xdev|mount|follow|prune|quit|empty|nouser|nogroup|readable|writable|executable|noleaf|warn|nowarn|H|L|P)|[()!,])$/
const findValued =
  /^-(i?name|i?path|i?wholename|i?lname|i?regex|regextype|x?type|maxdepth|mindepth|[amc](time|min)|newer([aBcm][aBcmt])?|[ac]newer|size|user|group|uid|gid|perm|links|inum|samefile|used|fstype|printf)$/

/** Only names and what is known of them are told; running, deleting and writing are not among these. */
const find: Program = (words) => {
  const first = words.findIndex(({ text }) => /^[-(!]/.test(text))
  const tests = first < 0 ? [] : words.slice(first)
  for (let index = 0; index < tests.length; index++) {
    const { text, glob } = tests[index]!
    if (glob) return `has the wildcard “${text.slice(0, 40)}”, which the shell replaces (quote it)`
    if (findAlone.test(text)) continue
    if (!findValued.test(text)) return `is given “${text.slice(0, 40)}”, which is not known to be harmless`
    if (tests[++index] === undefined || tests[index]!.glob)
      return `is given “${text}” without a plain value (quote it)`
  }
  return nothing
}

export const searchPrograms: Record<string, Program> = {
  grep,
  egrep: grep,
  fgrep: grep,
  zgrep: grep,
  rg,
  find,
}
