// The programs that only read, each with what it may be given; a program or an option that is not here needs people.

/** What in the arguments is not just reading, in words; undefined when all is well. */
type Check = (args: string[]) => string | undefined

const anything: Check = () => undefined
const options = (args: string[]) => args.filter((arg) => arg.startsWith('-') && arg !== '-')
const operands = (args: string[]) => args.filter((arg) => !arg.startsWith('-') || arg === '-')
/** An option's value may be a secret, and nobody needs it to understand. */
const nameOnly = (arg: string) => arg.split('=')[0]!.slice(0, 40)
const first = (found: string | undefined) => (found === undefined ? undefined : `uses ${nameOnly(found)}`)

/** Refuses these options: long ones also abbreviated and with `=value`, short ones also inside a cluster like `-rf`. */
const without =
  (...refused: string[]): Check =>
  (args) =>
    first(
      options(args).find((arg) =>
        refused.some((option) =>
          option.startsWith('--')
            ? arg.startsWith('--') && arg.length > 2 && option.startsWith(arg.split('=')[0]!)
            : !arg.startsWith('--') && arg.slice(1).includes(option.slice(1)),
        ),
      ),
    )

const only =
  (...allowed: (string | RegExp)[]): Check =>
  (args) => {
    const other = args.find(
      (arg) => !allowed.some((each) => (typeof each === 'string' ? each === arg : each.test(arg))),
    )
    return other === undefined ? undefined : `is given “${nameOnly(other)}”`
  }

const all =
  (...checks: Check[]): Check =>
  (args) =>
    checks.map((check) => check(args)).find((problem) => problem !== undefined)

const find: Check = (args) =>
  first(args.find((arg) => /^-(exec|execdir|ok|okdir|delete|fprint0?|fprintf|fls|files0-from)$/.test(arg)))

/** Whether a folder to search is all of the machine, of a home or of a hidden place, rather than a part of the workspace. */
const outside = (folder: string) => /^[/~]|(^|\/)\./.test(folder.replace(/^(\.\/+)+|^\.$/, ''))

/** grep also reads hidden files when it goes through folders, so it must be told a folder or the names it wants. */
const grepFolders: Check = (args) => {
  const recursive = options(args).some((arg) =>
    arg.startsWith('--') ? /^--(r|d)/.test(arg) : /[rRd]/.test(arg),
  )
  if (!recursive) return undefined
  const folders = operands(args)
    .slice(1)
    .map((folder) => folder.replace(/^(\.\/+)+|^\.$/, ''))
  const named = options(args).some((arg) => /^--include=\*?[\w*-]*\.\w+$/.test(arg))
  if (folders.some(outside)) return 'searches outside the workspace'
  if (named || (folders.length > 0 && !folders.includes(''))) return undefined
  return "searches hidden files too (name a folder, or --include='*.ts')"
}
const grep = all(without('-f', '--file'), grepFolders)

const ripgrep = all(
  without(
    '-u',
    '-z',
    '-f',
    '-L',
    '-.',
    '--pre',
    '--pre-glob',
    '--hostname-bin',
    '--search-zip',
    '--file',
    '--follow',
    '--unrestricted',
    '--hidden',
    '--no-ignore',
    '--no-config',
  ),
  (args) => first(args.find((arg) => arg.startsWith('--no-ignore'))),
  (args) => (operands(args).slice(1).some(outside) ? 'searches outside the workspace' : undefined),
)

/** Lines by number, and nothing else that sed could do. */
const sed: Check = (args) =>
  args[0] === '-n' && /^(\d+|\$)(,(\d+|\$))?p$/.test(args[1] ?? '') && options(args.slice(2)).length === 0
    ? undefined
    : 'does more than print lines by number (sed -n 1,5p FILE)'

/** The branch, tag or remote commands that list; with a name they would make one. */
const gitLists: Record<string, Check> = {
  branch: only(/^(-a|-r|-v|-vv|-av|-avv|-l|--list|--all|--remotes|--verbose|--show-current)$/),
  tag: only(/^(-l|--list|-n\d*)$/),
  remote: only('-v', '--verbose'),
  stash: (args) => (args[0] === 'list' ? undefined : 'is not “stash list”'),
  worktree: (args) => (args[0] === 'list' ? undefined : 'is not “worktree list”'),
  reflog: (args) => (args.length === 0 || args[0] === 'show' ? undefined : 'is not “reflog show”'),
}
const gitReads = new Set(
  'status log diff show rev-parse ls-files ls-tree blame describe shortlog rev-list grep merge-base name-rev cat-file count-objects'.split(
    ' ',
  ),
)
const gitOptions = all(
  without(
    '--output',
    '--ext-diff',
    '--textconv',
    '--open-files-in-pager',
    '--exec-path',
    '--filters',
    '--no-index',
    '--contents',
  ),
  (args) => first(options(args).find((arg) => /^-[a-zA-Z]*O/.test(arg))),
)
const git: Check = (args) => {
  const [command = '', ...rest] = args[0] === '--no-pager' ? args.slice(1) : args
  if (command === '--version' && rest.length === 0) return undefined
  const listing = Object.hasOwn(gitLists, command) ? gitLists[command] : undefined
  if (listing) return all(listing, gitOptions)(rest)
  return gitReads.has(command) ? gitOptions(rest) : `is not a git command that only reads (“${command}”)`
}

const versionOnly = only('--version', '-v', '-V')

const readers: Record<string, Check> = {
  ...Object.fromEntries(
    'ls cat head tail nl tac rev cut fold basename dirname readlink realpath stat df pwd whoami id groups uname uptime nproc arch cmp comm diff md5sum sha1sum sha256sum sha512sum cksum od strings echo true false seq which free lscpu lsblk tty'
      .split(' ')
      .map((name) => [name, anything]),
  ),
  wc: without('--files0-from'),
  du: without('--files0-from', '-X', '--exclude-from'),
  sort: without('-o', '--output', '-T', '--temporary-directory', '--compress-program', '--files0-from'),
  uniq: (args) => (operands(args).length > 1 ? 'writes its second file' : undefined),
  tree: without('-o', '--output', '--fromfile', '-R'),
  file: without('-C', '--compile', '-f', '--files-from', '-m', '--magic-file', '-z', '-Z'),
  date: all(without('-s', '--set', '-f', '--file', '-r', '--reference'), (args) => {
    const time = operands(args).find((arg) => !arg.startsWith('+'))
    return time === undefined ? undefined : 'sets the clock'
  }),
  printf: (args) => (args[0]?.startsWith('-') ? `uses ${args[0]}` : undefined),
  hostname: only('-f', '-s', '-i', '-I', '-d', '--fqdn', '--short'),
  ps: only(/^(-[AefFlyLw]+|aux|ax|auxw+)$/),
  column: without('-f'),
  find,
  grep,
  egrep: grep,
  fgrep: grep,
  rg: ripgrep,
  sed,
  git,
  node: versionOnly,
  npm: versionOnly,
  python: versionOnly,
  python3: versionOnly,
  docker: versionOnly,
  go: only('version'),
  cargo: versionOnly,
}

/** Programs that show names and sizes but not what is inside, so that a wildcard cannot reach a secret. */
export const listsNamesOnly = new Set([
  'ls',
  'stat',
  'du',
  'wc',
  'basename',
  'dirname',
  'realpath',
  'readlink',
  'file',
  'echo',
])

/** The words that name files, as far as it is known: a search's pattern does not, and `echo` opens nothing. */
export const fileWords = (program: string, args: string[]): string[] => {
  if (program === 'echo' || program === 'printf') return []
  const patternGiven = options(args).some((arg) => /^-[a-zA-Z]*e|^--r/.test(arg))
  if (!/^([ef]?grep|rg)$/.test(program) || patternGiven) return args
  const pattern = args.findIndex((arg) => !arg.startsWith('-'))
  return args.filter((_, index) => index !== pattern)
}

/** Why these words are not a command that only reads; undefined when they are. */
export const notReading = (program: string, args: string[]): string | undefined => {
  const name = program.replace(/^\/(usr\/)?bin\//, '')
  if (!Object.hasOwn(readers, name))
    return `“${nameOnly(program)}” is not a program that is known to only read`
  const problem = readers[name]!(args)
  return problem && `${name} ${problem}`
}
