// Takes any shell text apart, generously: to find what must never run, a wrong guess too much is better than one too few.
import { type ParseEntry, parse } from 'shell-quote'

export interface Piece {
  words: string[]
  /** Files that the output goes to. */
  writesTo: string[]
  /** Files that the input comes from. */
  readsFrom: string[]
  /** Whether its input is the output of the piece before. */
  piped: boolean
}

const separators = new Set(['||', '&&', ';;', '|&', '|', ';', '&', '(', ')', '<(', '>('])

/** Undoes the spellings that a shell undoes and `parse` does not. */
const plainSpelling = (command: string): string => {
  const values = new Map(
    Array.from(
      command.matchAll(/(?:^|[\s;&|(])([A-Za-z_]\w*)=("[^"\n]*"|'[^'\n]*'|[^\s;&|()]*)/g),
      ([, name, value]) => [name!, value!.replace(/^(["'])(.*)\1$/s, '$2')],
    ),
  )
  return (
    command
      .replace(/\\\r?\n/g, '')
      .replace(/\$\{?IFS\}?/g, ' ')
      // `${x:-/}` is / where x is not set.
      .replace(/\$\{[A-Za-z_]\w*:?[-=+]([^{}]*)\}/g, '$1')
      .replace(/\$(?:\(|\{)?[@*](?:\)|\})?/g, '')
      .replace(/\$\{?([A-Za-z_]\w*)\}?/g, (whole, name: string) => values.get(name) ?? whole)
      .replace(/(?:\$\(|`)\s*(?:echo|printf)\s+(?:-\w+\s+)*["']?([^()`"']*)["']?\s*[)`]/g, '$1')
      .replace(/\{([^{}\s,]*(?:,[^{}\s,]*)+)\}/g, (_, list: string) => list.replaceAll(',', ' '))
      .replace(/[\r\n]+/g, ' ; ')
      // `parse` takes every # for the start of a comment and would drop what follows.
      .replaceAll('#', '_')
  )
}

const split = (command: string): Piece[] => {
  let entries: ParseEntry[]
  try {
    entries = parse<string>(command, (name) => `$${name}`)
  } catch {
    entries = command.split(/\s+/)
  }
  const pieces: Piece[] = []
  let piece: Piece = { words: [], writesTo: [], readsFrom: [], piped: false }
  let place: 'words' | 'writesTo' | 'readsFrom' = 'words'
  for (const entry of entries) {
    const word = typeof entry === 'string' ? entry : 'pattern' in entry ? entry.pattern : undefined
    if (word !== undefined) {
      piece[place].push(word)
      place = 'words'
    } else if (typeof entry === 'object' && 'op' in entry && separators.has(entry.op)) {
      pieces.push(piece)
      piece = { words: [], writesTo: [], readsFrom: [], piped: entry.op.startsWith('|') && entry.op !== '||' }
    } else if (typeof entry === 'object' && 'op' in entry) {
      if (entry.op.startsWith('>')) place = 'writesTo'
      // A here-string (<<<) or a here-document is text, not a file.
      else place = entry.op === '<' ? 'readsFrom' : 'words'
    }
  }
  return [...pieces, piece].filter(
    ({ words, writesTo, readsFrom }) => words.length + writesTo.length + readsFrom.length > 0,
  )
}

/** The simple commands of a text, those inside substitutions too. */
export const piecesOf = (command: string): Piece[] => {
  const pieces: Piece[] = []
  let rest = plainSpelling(command)
  for (let depth = 0; depth < 5; depth++) {
    const inner: string[] = []
    const outer = rest.replace(/\$\(([^()]*)\)|`([^`]*)`/g, (_, parens?: string, ticks?: string) => {
      inner.push(parens ?? ticks ?? '')
      return ' '
    })
    pieces.push(...split(rest), ...inner.flatMap(split))
    if (inner.length === 0) break
    rest = outer
  }
  return pieces
}

/** The name of the program that a word calls: without folder, `.exe` and case. */
export const programName = (word = ''): string =>
  word
    .replace(/^.*[/\\]/, '')
    .replace(/\.(exe|com)$/i, '')
    .toLowerCase()

const wrappers = new Set(
  'sudo doas su env nohup nice ionice timeout time stdbuf setsid chroot unshare exec command builtin busybox toybox xargs parallel watch find ssh docker podman kubectl then do else ! { if while until ( strace ltrace flock runuser pkexec script start-stop-daemon systemd-run at batch'.split(
    ' ',
  ),
)

/** How many words behind a wrapper are tried as its program, so that a long line cannot take long. */
const tries = 40

/** The commands that a piece may run: itself and, behind a wrapper like `sudo -u root`, what starts at any of its words. */
export const commandsIn = ({ words }: Piece): string[][] => {
  const isSetting = (word: string) => /^[A-Za-z_]\w*\+?=/.test(word)
  const start = words.findIndex((word) => !isSetting(word))
  if (start < 0) return []
  const own = words.slice(start)
  if (!wrappers.has(programName(own[0]))) return [own]
  const programs = own
    .keys()
    .filter((index) => index === 0 || !(own[index]!.startsWith('-') || isSetting(own[index]!)))
  return Array.from(programs.take(tries), (index) => own.slice(index))
}
