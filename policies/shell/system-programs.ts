// The programs that tell about the machine, its files’ names and its time, each with the options that are known to be harmless.
import { insideAddress } from '../resources/address.ts'
import { has, valuesOf } from './options.ts'
import type { Word } from './parse.ts'
import { alone, nothing, type Program, program, telling } from './program.ts'

const lsFlags = '1aAbBcCdfFgGhHiklLmnNopqQrRsStuUvxXZ'
const lsLong =
  'all almost-all author escape ignore-backups directory classify? file-type format? full-time group-directories-first no-group human-readable si dereference inode numeric-uid-gid literal hide-control-chars show-control-chars quote-name reverse recursive size context color? hyperlink? indicator-style? quoting-style? sort? time? time-style? zero block-size?'

const date = program(
  { flags: 'uRI', long: 'utc universal rfc-email iso-8601? rfc-3339? debug', values: 'd date' },
  ({ operands }) => (operands.every(({ text }) => text.startsWith('+')) ? nothing : 'sets the clock'),
)

/** Command lines of other people’s programs carry passwords; names, numbers and times do not. */
const columns =
  /^(pid|ppid|pgid|sid|tid|lwp|nlwp|uid|user|euser|ruser|gid|group|comm|ucomm|stat|state|s|tty|tt|pri|ni|nice|psr|pcpu|%cpu|c|pmem|%mem|rss|vsz|vsize|sz|size|time|cputime|etime|etimes|lstart|start|start_time|wchan|f|flags|class|cls)(=\w*)?$/i
const ps = program(
  {
    flags: 'AeTLyHNad',
    long: 'no-headers no-heading headers deselect forest',
    values: 'p u U g G t C o O q s ppid pid user sort cols rows',
  },
  (args) => {
    if (args.operands.length > 0)
      return 'shows the command lines of all programs, which may hold passwords (ps -e shows names)'
    return valuesOf(args, 'o', 'O').every(({ text }) =>
      text.split(',').every((column) => columns.test(column)),
    )
      ? nothing
      : 'shows the command lines or the settings of programs (-o pid,comm shows names)'
  },
)

/** Tests about a file’s being, or of texts; none shows what is in one. */
const test: Program = (words) => {
  const open = words.map(({ text }) => text)
  const known = /^(-[a-hkprstuwxzLONGS]|-n|-z|=|==|!=|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef|!|-a|-o)$/
  return open.every((text) => !text.startsWith('-') || known.test(text))
    ? nothing
    : 'is given a test that is not known'
}
const bracket: Program = (words, surroundings) =>
  words.at(-1)?.text === ']' ? test(words.slice(0, -1), surroundings) : 'has no closing bracket'

/** Asks the name service about public names; another server would be somebody else to speak to. */
const lookUp = (flags: string, values: string): Program =>
  program({ flags, values }, ({ operands }) => {
    const strange = operands.find(
      ({ text }) =>
        !/^\+(no)?[a-z]+$|^(A|AAAA|MX|NS|TXT|CNAME|SOA|SRV|CAA|PTR|ANY)$/i.test(text) && !isPublicName(text),
    )
    if (strange) return 'asks about a name that is not public, or another server'
    return operands.filter(({ text }) => text.includes('.')).length === 1 ? nothing : 'asks another server'
  })
/** A name longer than this could carry something out. */
const isPublicName = (text: string): boolean =>
  text.length <= 100 && /^[a-z0-9.-]+$/i.test(text) && insideAddress(`https://${text}`) === undefined

const man = program({ flags: 'fk' }, ({ operands }) =>
  operands.every(({ text }) => /^[\w.:+-]+$/.test(text)) ? nothing : 'reads a page from a file',
)

const seconds: Program = (words) =>
  words.length === 1 && /^\d{1,3}(\.\d+)?s?$/.test(words[0]!.text)
    ? nothing
    : 'sleeps longer than a known time'

/** `-b` ends by itself only with `-n`. */
const top = program({ flags: 'b', values: 'n d p' }, (args) =>
  args.operands.length === 0 && has(args, 'b') && has(args, 'n')
    ? nothing
    : 'does not end by itself (top -b -n 1)',
)

const known = (words: Word[]): boolean => words.every(({ text }) => /^[\w.+-]+$/.test(text))
const which: Program = (words) =>
  known(words.filter(({ text }) => !/^-[av]$/.test(text))) ? nothing : 'is given more than names'
const command: Program = ([option, ...names]) =>
  /^-[vV]$/.test(option?.text ?? '') && known(names) ? nothing : 'runs a program'

/** Programs of which it is known that asking for their version runs nothing of the workspace. */
const versioned =
  'node python python3 pip pip3 ruby rustc gcc g++ clang cc java javac php perl docker kubectl terraform aws gh curl wget jq rg make cmake bash zsh tar gzip openssl sqlite3 psql mysql redis-cli nginx ffmpeg go deno bun npm yarn pnpm tsc helm ansible gcloud az uname git systemctl cargo dotnet swift lua R julia ghc elixir'.split(
    ' ',
  )
/** Go and some Node tools look for another version of themselves in the workspace’s files first. */
const obeysWorkspace = new Set([
  'go',
  'yarn',
  'pnpm',
  'dotnet',
  'deno',
  'bun',
  'tsc',
  'cargo',
  'gcloud',
  'az',
  'helm',
  'ansible',
])
export const onlyVersion = (name: string, words: readonly Word[]): boolean =>
  versioned.includes(name) &&
  !obeysWorkspace.has(name) &&
  words.length === 1 &&
  /^(--version|-v|-V)$/.test(words[0]!.text) &&
  !(name === 'make' && words[0]!.text === '-V')

export const systemPrograms: Record<string, Program> = {
  ls: telling(lsFlags, lsLong, 'I T w ignore hide tabsize width'),
  dir: telling(lsFlags, lsLong, 'I T w'),
  tree: telling(
    'adfilpstugDFqNQrhAC',
    'noreport dirsfirst prune gitignore du si inodes device nolinks',
    'L P I charset filelimit sort',
  ),
  du: telling(
    'abcDhHklLmPsSx',
    'all apparent-size bytes total dereference human-readable si count-links separate-dirs summarize one-file-system time?',
    'd t B max-depth threshold exclude block-size',
  ),
  df: telling(
    'aHhiklPT',
    'all human-readable si inodes local portability print-type total',
    't x B type exclude-type output block-size',
  ),
  stat: telling('Lft', 'dereference file-system terse', 'c format printf'),
  basename: telling('az', 'multiple zero', 's suffix'),
  dirname: telling('z', 'zero'),
  realpath: telling(
    'emLPqsz',
    'canonicalize-existing canonicalize-missing logical physical quiet strip no-symlinks zero',
    'relative-to relative-base',
  ),
  readlink: telling(
    'femnqsvz',
    'canonicalize canonicalize-existing canonicalize-missing no-newline quiet silent verbose zero',
  ),
  pwd: alone('LP'),
  whoami: alone(''),
  id: telling('aGgnruz', 'group groups name real user zero'),
  groups: telling(''),
  users: alone(''),
  who: alone('abdHlmpqrstTu'),
  w: alone('hsfi'),
  uname: alone(
    'asnrvmpio',
    'all kernel-name nodename kernel-release kernel-version machine processor hardware-platform operating-system',
  ),
  arch: alone(''),
  nproc: alone('', 'all', 'ignore'),
  uptime: alone('ps', 'pretty since'),
  free: alone(
    'bkmghltw',
    'bytes kibi mebi gibi kilo mega giga human lohi total wide si',
    's c seconds count',
  ),
  lscpu: alone('aeJpy', 'all online extended? json parse?'),
  lsblk: alone('abdfilmnpPrSstJ', 'all bytes nodeps fs json list paths', 'o output'),
  tty: alone('s'),
  locale: alone('amckv', 'all-locales charmaps'),
  lsb_release: alone('aidrcs', 'all id description release codename short'),
  hostname: alone('fsiId', 'fqdn long short ip-address all-ip-addresses domain'),
  cal: telling('13mjy', '', 'n'),
  date,
  ps,
  pgrep: telling('lcnox', 'count newest oldest exact', 'u'),
  pidof: telling('sx'),
  top,
  ss: alone('ltnuax46Hrseim', 'listening tcp udp numeric all ipv4 ipv6 no-header resolve summary extended'),
  lsof: program({ flags: 'PntbUl', values: 'i p u c' }, ({ operands }) =>
    operands.length > 0 ? 'is given files' : nothing,
  ),
  journalctl: alone(
    'kbqrxe',
    'no-pager quiet reverse dmesg boot? list-boots disk-usage utc no-hostname',
    'n u p S U t g o since until unit priority lines identifier output grep',
  ),
  dig: lookUp('46', 't'),
  host: lookUp('46a', 't'),
  nslookup: lookUp('', ''),
  man,
  sleep: seconds,
  test,
  '[': bracket,
  true: () => nothing,
  false: () => nothing,
  ':': () => nothing,
  which,
  whereis: which,
  type: which,
  command,
}
