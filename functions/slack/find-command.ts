// Which word of `/claw` somebody means: by its name or any word that means the same, however a phone's keyboard wrote it.
import { nearest } from '#domain/shared/nearest.ts'
import { plainText } from '#domain/shared/plain-text.ts'

interface Named {
  name: string
  /** Other words for the same. */
  also?: readonly string[]
}
export type Found<Command> =
  | { command: Command; rest: string; help: boolean }
  /** No word of ours; `meant` is the one that it is a slip of. */
  | { unknown: string; meant: Command | undefined }

/** What stands around words and means nothing there. A hyphen, `#`, `@` and `<` begin what follows. */
const signs = '["\'\\u2018-\\u201f\\u00ab\\u00bb`\\u00b4*_~.,:;!/\\\\()\\u2026\\s\\p{Cf}]'
const opening = new RegExp(`^${signs}+`, 'u')
const closing = new RegExp(`^(?:(?!\\s)${signs})+`, 'u')
/** Courtesies, and the command's own name once more. */
const courtesy =
  /^(?:please|pls|plz|claw|kindly|hey|ok|now|just|(?:can|could|would|will) you|can|could|would|we (?:need|have|want) to|i (?:need|want) to|let's|lets|go and)(?=[\s,!.])/iu

const stripped = (text: string): string => {
  const rest = text.replace(opening, '')
  const without = rest.replace(courtesy, '')
  return without === rest ? rest : stripped(without)
}

const escapeForPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** `read only` is read as `read-only` too, and as `read  only`. */
const patternOf = (words: string): RegExp =>
  new RegExp(
    `^${words.split(' ').map(escapeForPattern).join('[\\s\\p{Pd}_]+')}(?=$|[\\s?]|${signs}|\\p{Pd}\\p{Pd}|[\\u2013-\\u2015])`,
    'iu',
  )

const asksForHelp = /^(?:\?+|-{0,2}(?:help|usage)|-h)[\s.!?]*$/i

export const findCommand = <Command extends Named>(
  text: string,
  commands: readonly Command[],
): Found<Command> | undefined => {
  const said = stripped(text.normalize('NFKC'))
  if (said === '') return undefined
  const named = commands
    .flatMap((command) => [command.name, ...(command.also ?? [])].map((words) => ({ command, words })))
    // `go on` before `go`.
    .sort((a, b) => b.words.length - a.words.length)
  for (const { command, words } of named) {
    const [found] = patternOf(words).exec(said) ?? []
    if (found === undefined) continue
    const rest = said.slice(found.length).replace(closing, '').trim()
    return { command, rest, help: asksForHelp.test(plainText(rest)) }
  }
  const [word = ''] = said.split(/\s/)
  const key = plainText(word).replaceAll(/[^\p{L}-]/gu, '')
  const close = nearest(
    key,
    named.map(({ words }) => words).filter((words) => !words.includes(' ')),
  )
  return { unknown: word, meant: named.find(({ words }) => words === close)?.command }
}
