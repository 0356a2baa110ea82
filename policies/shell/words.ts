// Splits a command into words only where every shell agrees on them; anything else is named and left to people.

export interface Word {
  text: string
  /** Has an unquoted `*`, `?` or `[`, so the shell may put other words in its place. */
  glob: boolean
}

// One character at a time, so that no input can make the match slow. In double quotes a backslash stays a backslash
// unless it stands before $ ` " \ or a new line.
const plain = String.raw`[\p{L}\p{N}_./:@%+=,^~!*?\[\]-]`
const piece = String.raw`(?:${plain}|'[^'\n\r]*'|"(?:[^"$\x60\\\n\r]|\\[^"$\x60\\\n\r])*")`
const wholeCommand = new RegExp(String.raw`^[ \t]*${piece}+(?:[ \t]+${piece}+)*[ \t]*$`, 'u')
const eachWord = new RegExp(`${piece}+`, 'gu')
const eachPiece = new RegExp(piece, 'gu')

/** What a shell does with a character that plain commands have no use for; the first hit is told to people. */
const oddities: [RegExp, string][] = [
  [/[\n\r]/, 'has several lines'],
  [/(?!\t)\p{Cc}|\p{Cf}|(?![ \t])\s/u, 'has invisible characters'],
  [/\|/, 'has a pipe or “or” (|)'],
  [/&/, 'has “and” or runs in the background (&)'],
  [/;/, 'has several commands (;)'],
  [/>/, 'writes to a file (>)'],
  [/</, 'redirects its input (<)'],
  [/[$`]/, 'has a variable or a substitution ($ or `)'],
  [/[(){}]/, 'has a group or an expansion'],
]

/** The words of a command without operators, expansions or escapes; otherwise what stands in the way, in words. */
export const plainWords = (command: string): { words: Word[] } | { odd: string } => {
  if (!wholeCommand.test(command))
    return { odd: oddities.find(([pattern]) => pattern.test(command))?.[1] ?? 'has unusual quoting' }
  return {
    words: Array.from(command.matchAll(eachWord), ([word]) => {
      const pieces = word.match(eachPiece) ?? []
      return {
        text: pieces.map((part) => (/^['"]/.test(part) ? part.slice(1, -1) : part)).join(''),
        glob: pieces.some((part) => /^[*?[]/.test(part)),
      }
    }),
  }
}
