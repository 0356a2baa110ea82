// Finds what must never run in a command, also behind wrappers, nested shells, other languages and encodings.
import { destroys } from './destroys.ts'
import { commandsIn, type Piece, piecesOf, programName } from './pieces.ts'
import { sendsSecrets } from './sends-secrets.ts'

const forkBombs = [
  /([\w:.]{1,40})\(\)\{[^{}]{0,200}?\1[^{}]{0,100}?[|&][^{}]{0,100}?\1[^{}]{0,100}\}/,
  /\$0["']?[|&]+["']?\$0/,
  /%0\|%0/,
  /while(true|:|1|\[1\]|\(\(1\)\));?do[^;]{0,200}&;?done/,
  /(yes[^|]{0,100}|\/dev\/(zero|u?random)[^|]{0,50})\|xargs[^|;]{0,200}(-P0|--max-procs=?0)/,
  /forkwhilefork|while\(?(1|true)\)?:?\{?[^}]{0,100}fork|loop(\{|do)[^}]{0,60}fork|for\(;;\)\{?[^}]{0,60}fork/i,
]
const forksWithoutEnd = (command: string): boolean => {
  const dense = command.replace(/\bfunction\s+([\w:.]{1,40})\s*(\(\s*\))?\s*\{/g, '$1(){').replace(/\s+/g, '')
  return forkBombs.some((pattern) => pattern.test(dense))
}

/** Deleting a tree from another language, where quotes and brackets stand between the name and the path. */
const deletesTree =
  /(rmtree|remove_tree|rm_rf|rmSync|rmdirSync|rm_r|rimraf(\.sync)?)[\s("'`]{1,5}(\/|~|\/(home|etc|usr|var|root|bin)\/?)["'`]|\bunlink[\s(]{1,5}(glob[\s(]{1,5})?["'`<]\/\*/

const shells =
  /^(ba|da|z|k|c|tc|fi|a)?sh$|^(eval|source|\.|su|ssh|watch|xargs|parallel|script|pwsh|powershell|cmd|busybox|crontab|at|batch|timeout|env|sudo|doas|flock|find|chroot|docker|podman|kubectl|tmux|screen|nohup)$/
const interpreters =
  /^(python[\d.]*|perl|ruby|node|nodejs|deno|bun|php|lua|awk|gawk|mawk|osascript|tclsh|rscript|elixir)$/
const decoders =
  /\bbase64\b|\bbase32\b|\bxxd\b|\bopenssl\s+enc|\\x[0-9a-f]{2}|\\[0-7]{3}|\bprintf\b|\brev\b|-enc/i

const stringLiterals = (code: string): string[] =>
  Array.from(
    code.matchAll(/"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`/g),
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  )

/** Texts inside a piece that something else will run: a shell's arguments, an interpreter's strings, an `echo` into a shell. */
const nestedIn = (piece: Piece, next: Piece | undefined): string[] =>
  commandsIn(piece).flatMap(([program, ...args]) => {
    const name = programName(program)
    const intoShell =
      next?.piped === true && commandsIn(next).some(([reader]) => shells.test(programName(reader)))
    if (shells.test(name) || intoShell)
      return [
        ...args.filter((arg) => /\s/.test(arg)),
        ...(name === 'eval' || intoShell ? [args.join(' ')] : []),
      ]
    if (!interpreters.test(name)) return []
    return args.flatMap((code) => {
      const literals = stringLiterals(code)
      return [...literals, literals.join(' ')]
    })
  })

const printable = (text: string): string[] => (/^[\t\n\r -~]{2,}$/.test(text) ? [text] : [])

/** What the encoded parts of a command say. */
const decodedIn = (command: string): string[] => {
  if (!decoders.test(command)) return []
  const words = Array.from(command.matchAll(/[A-Za-z0-9+/_-]{6,}={0,2}/g), ([word]) => word).slice(0, 50)
  const escapes = command
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
  return [
    ...words.flatMap((word) => printable(Buffer.from(word, 'base64').toString('latin1'))),
    ...words.flatMap((word) => printable(Buffer.from(word, 'base64').toString('utf16le'))),
    ...words.flatMap((word) =>
      /^([0-9a-f]{2})+$/i.test(word) ? printable(Buffer.from(word, 'hex').toString('latin1')) : [],
    ),
    ...(/\brev\b/.test(command) ? stringLiterals(command).map((text) => [...text].reverse().join('')) : []),
    ...(escapes === command ? [] : [escapes, ...stringLiterals(escapes)]),
  ]
}

/** Commands longer than this are not looked into for nested ones: reading them would cost more than it finds. */
const longestNested = 20_000

/** Why the command must never run, in words; undefined when nothing of that kind is found in it. */
export const neverRun = (command: string, folder = '', depth = 0): string | undefined => {
  if (forksWithoutEnd(command)) return 'forks without end'
  if (deletesTree.test(command)) return 'deletes everything'
  const pieces = piecesOf(command)
  const found = destroys(pieces, folder) ?? sendsSecrets(pieces, command)
  if (found || depth >= 4 || command.length > longestNested) return found
  const inner = [
    ...pieces.flatMap((piece, index) => nestedIn(piece, pieces[index + 1])),
    ...decodedIn(command),
  ]
  for (const text of new Set(inner)) {
    const hidden = text === command ? undefined : neverRun(text, folder, depth + 1)
    if (hidden) return hidden
  }
  return undefined
}
