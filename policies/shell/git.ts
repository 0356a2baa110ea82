// git, as far as it tells about history and names: it obeys settings that agents may not write without people, and runs no hook here.
import { readPath } from '../resources/path.ts'
import { secretReason } from '../resources/secret-names.ts'
import { type Arguments, has, type Options, readOptions } from './options.ts'
import type { Word } from './parse.ts'
import { harmlessKind, harmlessPattern, nothing, type Program, type Use } from './program.ts'

/**
 * git runs programs that its settings name. Settings stand in `.git`, in the home and in `.gitattributes`: writing there
 * asks. A bare repository can stand in any folder, though (HEAD, config, objects, refs, which an archive may bring), so
 * below the workspace's root git must be told to ignore those.
 */
const explicit = 'safe.bareRepository=explicit'

const shown =
  'relative-date graph all branches tags remotes no-merges merges first-parent reverse decorate? no-decorate abbrev-commit no-abbrev-commit date? stat shortstat numstat name-only name-status no-patch summary no-color color? no-renames find-renames no-ext-diff no-textconv oneline full-history date-order topo-order author-date-order left-right cherry-pick boundary merge-base root follow'
const log: Options = {
  flags: 'qsz',
  long: shown,
  values: 'n max-count skip since until after before author committer grep',
  numbers: true,
}

/** Signatures are checked by a program that the settings name. */
const format = (words: readonly Word[]): { rest: Word[]; odd: boolean } => {
  const isFormat = ({ text }: Word) => /^--(pretty|format)(=|$)/.test(text)
  return {
    rest: words.filter((word) => !isFormat(word)),
    odd: words.some(
      (word) => isFormat(word) && (/%G|%\(trailers|signature/i.test(word.text) || !word.text.includes('=')),
    ),
  }
}

const isOrdinaryFile = (text: string): boolean => {
  if (/^:|[*?[\\]/.test(text)) return harmlessPattern(text) && !text.startsWith(':')
  const landing = readPath(text)
  const extension = /\.([a-z0-9]+)$/.exec(landing.names.at(-1) ?? '')?.[1]
  return (
    landing.inside &&
    extension !== undefined &&
    harmlessKind(extension) &&
    secretReason(landing) === undefined
  )
}
const isRevision = (text: string): boolean => /^[\w/.@^~{}-]+$/.test(text) && !/[:]/.test(text)

const namesOnly = (args: Arguments): boolean =>
  has(args, 'stat', 'shortstat', 'numstat', 'name-only', 'name-status', 'summary', 'no-patch', 's')

/** Contents only of files of a harmless kind, each named; `rest` are the words behind `--`, or all where there is none. */
const contents = (args: Arguments, words: readonly Word[]): Use | string => {
  const marked = words.some(({ text }) => text === '--')
  const after = words.slice(words.findIndex(({ text }) => text === '--') + 1)
  const named = marked
    ? after
    : args.operands.filter(({ text }) => /\.\w+$/.test(text) && !/^[\w.]*\.\.[\w.]*$/.test(text))
  const others = args.operands.filter((word) => !named.includes(word))
  if (named.length === 0 || !named.every(({ text, glob }) => !glob && isOrdinaryFile(text)))
    return 'shows the contents of every changed file, secret ones too (name the files behind --, or add --stat)'
  return others.every(
    ({ text }) => isRevision(text) && (marked || /^(HEAD|[0-9a-f]{7,40})([~^]\d*)*$/.test(text)),
  )
    ? nothing
    : 'is given more than revisions and files (put -- before the files)'
}

const read =
  (options: Options, use: (args: Arguments, words: Word[]) => Use | string) =>
  (words: Word[]): Use | string => {
    const { rest, odd } = format(words)
    if (odd) return 'has a format that runs a program'
    const args = readOptions(rest, options)
    return typeof args === 'string' ? args : use(args, rest)
  }
const telling = (flags: string, long = '', values = '') =>
  read({ flags, long, values, numbers: true }, () => nothing)
const listing = (flags: string, long = '', values = '') =>
  read({ flags, long, values }, ({ operands }) =>
    operands.length > 0 ? `is given “${operands[0]!.text.slice(0, 40)}”, which may make one` : nothing,
  )

const commands: Record<string, (words: Word[]) => Use | string> = {
  status: telling(
    'sbuvz',
    'short branch porcelain? long untracked-files? ignored? column? no-column ahead-behind no-ahead-behind show-stash no-renames',
  ),
  log: read({ ...log, flags: `${log.flags}p`, long: `${log.long} patch` }, (args, words) =>
    has(args, 'p', 'patch')
      ? contents(args, words)
      : args.operands.every(({ text }) => !text.startsWith(':'))
        ? nothing
        : 'is given a pattern',
  ),
  diff: read(
    {
      flags: 'wbspRz',
      long: `${shown} cached staged ignore-all-space ignore-space-change word-diff? unified? patch exit-code quiet check`,
      values: 'U',
    },
    (args, words) => (namesOnly(args) && !has(args, 'p', 'patch', 'U') ? nothing : contents(args, words)),
  ),
  show: read({ flags: 'sqz', long: shown, values: '' }, (args, words) => {
    if (namesOnly(args)) return nothing
    const [only, ...more] = args.operands
    const blob = /^[\w/.@^~-]+:(.+)$/.exec(only?.text ?? '')?.[1]
    return blob !== undefined && more.length === 0
      ? isOrdinaryFile(blob)
        ? nothing
        : 'shows a file that may hold secrets'
      : contents(args, words)
  }),
  blame: read({ flags: 'wMCCseftl', values: 'L', long: 'show-email root' }, (args, words) =>
    contents(args, words),
  ),
  grep: read(
    {
      flags: 'EFGPinwcolLhHvIq',
      long: 'cached and or not count name-only files-with-matches line-number ignore-case word-regexp extended-regexp fixed-strings',
      values: 'e m A B C',
      numbers: true,
    },
    (args, words) =>
      words.some(({ text }) => text === '--')
        ? contents({ ...args, operands: [] }, words)
        : 'searches every file, secret ones too (git grep PATTERN -- ’*.ts’)',
  ),
  branch: read(
    {
      flags: 'arvl',
      long: 'all remotes verbose list show-current no-color color? sort? merged? no-merged?',
      values: 'contains no-contains points-at format sort',
    },
    (args) =>
      args.operands.length === 0 || has(args, 'l', 'list')
        ? nothing
        : 'is given a name, which would make a branch',
  ),
  tag: read(
    { flags: 'ln', long: 'list sort? no-color', values: 'contains points-at sort format', numbers: true },
    (args) =>
      args.operands.length === 0 || has(args, 'l', 'list')
        ? nothing
        : 'is given a name, which would make a tag',
  ),
  stash: (words) => (words.length === 1 && words[0]!.text === 'list' ? nothing : 'is not “stash list”'),
  worktree: (words) => (words.length === 1 && words[0]!.text === 'list' ? nothing : 'is not “worktree list”'),
  reflog: (words) =>
    words.every(({ text }) => /^(show|HEAD|--all|-\d+|-n|\d+)$/.test(text))
      ? nothing
      : 'is not “reflog show”',
  remote: listing(''),
  'rev-parse': telling(
    'q',
    'short? verify abbrev-ref? show-toplevel show-prefix show-cdup git-dir is-inside-work-tree is-bare-repository symbolic-full-name all branches tags remotes quiet',
  ),
  'rev-list': telling(
    '',
    'count all max-count? left-right no-merges merges first-parent reverse branches tags',
    'n max-count',
  ),
  'ls-files': telling(
    'cdmosuzt',
    'cached deleted modified others stage unmerged exclude-standard full-name error-unmatch',
    'x exclude',
  ),
  'ls-tree': telling('rtdlz', 'name-only name-status long full-name full-tree abbrev?'),
  'merge-base': telling('a', 'all is-ancestor octopus independent fork-point'),
  'name-rev': telling('', 'name-only tags all'),
  describe: telling('', 'tags always all long dirty? abbrev? exact-match contains', 'match exclude'),
  shortlog: telling('sne', 'summary numbered email all no-merges', 'since until author'),
  'show-ref': telling('qds', 'heads tags branches verify hash? dereference quiet head'),
  'for-each-ref': telling(
    '',
    'format? sort? count? merged? no-merged? contains? points-at?',
    'format sort count',
  ),
  'check-ignore': telling('qvnz', 'quiet verbose non-matching no-index'),
  'check-ref-format': telling('', 'branch normalize'),
  'count-objects': telling('vH', 'verbose human-readable'),
  'symbolic-ref': read({ flags: 'q', long: 'short quiet' }, ({ operands }) =>
    operands.length === 1 ? nothing : 'sets a reference',
  ),
  config: (words) =>
    words.length === 2 &&
    words[0]!.text === '--get' &&
    /^(user\.(name|email)|init\.defaultbranch|core\.(autocrlf|filemode|ignorecase)|pull\.rebase)$/i.test(
      words[1]!.text,
    )
      ? nothing
      : 'shows or changes settings, which may hold passwords',
}

/** Settings that make git do less; any other `-c` may name a program. */
const tamingSetting =
  /^(safe\.bareRepository=explicit|core\.fsmonitor=(false)?|core\.hooksPath=(\/dev\/null)?|core\.pager=cat|log\.showSignature=false|color\.ui=(false|never|auto)|core\.quotePath=(true|false)|diff\.external=|protocol\.allow=never|submodule\.recurse=false)$/i

export const git: Program = (words, { atRoot }) => {
  let at = 0
  let told = false
  let here = atRoot
  for (; at < words.length; at++) {
    const { text, glob } = words[at]!
    if (glob) return 'is given a wildcard'
    if (/^--(no-pager|no-optional-locks|literal-pathspecs|no-advice)$/.test(text)) continue
    if (text === '-c' && tamingSetting.test(words[at + 1]?.text ?? ''))
      told ||= words[++at]!.text.toLowerCase() === explicit.toLowerCase()
    else if (text === '-C' && readPath(words[at + 1]?.text ?? '..').inside)
      here &&= readPath(words[++at]!.text).names.length === 0
    else break
  }
  const name = words[at]?.text ?? ''
  if (!here && !told)
    return `runs in a folder that may bring git settings of its own (git -c ${explicit} ${/^[a-z-]+$/.test(name) ? name : '…'})`
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined
  return run
    ? run(words.slice(at + 1))
    : `is not a git command that is known to only tell (“${name.split('=')[0]!.slice(0, 40)}”)`
}
