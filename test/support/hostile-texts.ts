// Texts that come close to a match again and again: what backtracks freely, or looks at everything again, drowns in them.

const split = (...lines: string[]): string[] => lines.flatMap((line) => line.split('|'))

/** What the patterns for secrets and personal data begin with, and what they repeat. */
export const sensitivePieces = split(
  'a|A1|1|0|1 |0-|1.|10.|a.|a-|-|_|*|`|(|[|\\| |\n|ü|\u200b|😀|"|"a',
  'a:|:|::|fe80:|00:|+1|(1) |@|a@|a@a.|a at | dot | at a dot |%40|[.]|а',
  'password |password is |password:|p a s s |pin |call |call me on |credentials |curl |curl -u|cookie:',
  'eyJaaaaaaaa.|eyJaaaaaaaa.eyJaaaa.|-----BEGIN A PRIVATE KEY-----|://|://a:|Bearer |SK|sk-|ghp_|A1b2\n',
  'version 10.1.2.3 |allow |10.1.2.3 |DE89 3704 |DE89|4111 |ip-10-|i-0|arn:aws:|a.internal',
)
/** Beginnings of what a shell takes together: quotes, substitutions, loops, lists, pipes. */
export const shellPieces = [...split("sudo |while true do |$(|{a,|x(){x&|a=b |'"), 'echo x | base64 -d | sh ']
export const mrkdwnPieces = split('*a |<|`*_~|*_|```|&lt;|<@U1|:a')

type Made = (piece: string, length: number) => string

/** The ways in which a piece becomes a long text. */
export const shapes: readonly (readonly [string, Made])[] = [
  ['repeated', (piece, length) => piece.repeat(length / piece.length)],
  ['repeated, and then something else', (piece, length) => `${piece.repeat(length / piece.length)}!`],
  ['before a long word', (piece, length) => piece + 'a1'.repeat(length / 2)],
]
