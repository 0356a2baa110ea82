// Reads a command with a real shell parser and hands on only what is plain beyond doubt: simple commands, joined by | && || ; and lines.
import {
  type Command,
  type CommandNode,
  type Word as ParsedWord,
  type PipelineNode,
  parse,
  type Redirection,
  type Statement,
} from 'unbash'

export interface Word {
  text: string
  /** Has an unquoted `*`, `?` or `[`, so that the shell may put other words in its place. */
  glob: boolean
  /** Begins with an unquoted `~`, which the shell replaces by a home. */
  home: boolean
}

export interface Step {
  words: Word[]
  /** A file that is the step's input, if it is given one. */
  input?: Word
  /** Whether its input is the output of the step before. */
  piped: boolean
}

/** Longer commands are not read: what nobody can look through, people should see. */
export const longestRead = 8_000
const mostSteps = 64

/** What stands in the way, in words. */
class Unread extends Error {}
const unread = (why: string): never => {
  throw new Unread(why)
}

/** Characters on which shells and this parser may differ, or that people do not see. */
const oddCharacters: [RegExp, string][] = [
  [/\0/, 'has a NUL character'],
  [/\r/, 'has a carriage return'],
  [/\\(\n|$)/, 'continues a line with a backslash'],
  [/(?![\t\n])\p{Cc}|\p{Cf}|(?![ \t\n])\s|[\u2028\u2029]/u, 'has invisible characters'],
  [/[?*+@!]\(/, 'has an extended pattern'],
]

const partWords: Record<string, string> = {
  SimpleExpansion: 'has a variable ($)',
  ParameterExpansion: 'has a variable ($)',
  CommandExpansion: 'has a substitution ($( or `)',
  ArithmeticExpansion: 'has a calculation',
  ProcessSubstitution: 'has a substitution of a process',
  ExtendedGlob: 'has an extended pattern',
  BraceExpansion: 'has braces to expand',
  AnsiCQuoted: 'has $’…’ quoting',
  LocaleString: 'has $”…” quoting',
}

const readWord = (word: ParsedWord): Word => {
  let glob = false
  let text = ''
  for (const part of word.parts ?? [])
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
        text += part.value
        break
      case 'Glob':
        glob = true
        text += part.text
        break
      case 'DoubleQuoted':
        for (const inner of part.parts)
          text +=
            inner.type === 'Literal'
              ? inner.value
              : unread(partWords[inner.type] ?? 'has an unknown expansion')
        break
      default:
        unread(partWords[part.type] ?? 'has an unknown expansion')
    }
  const whole = word.parts ? text : word.value
  // A parenthesis that no node explains, or an expansion that the tree has for a literal, means that the reading is wrong.
  const bare = word.parts
    ? word.parts.flatMap((part) => (part.type === 'Literal' ? [part.text] : [])).join('')
    : word.text
  const plain = bare.replace(/\\./gs, '')
  if (/[()`$]/.test(plain)) unread('has a parenthesis or an expansion in an odd place')
  if (/[{}]/.test(plain) && !/^\{\}[;+]?$/.test(plain)) unread('has braces to expand')
  if (/[*?[]/.test(plain) && plain !== '[') glob = true
  if (/[|&;<>]/.test(plain)) unread('has an operator in an odd place')
  return { text: whole, glob: glob && word.text !== '[', home: word.text.startsWith('~') }
}

const numberOf = ({ descriptor }: Redirection): number | undefined =>
  descriptor?.type === 'FileDescriptor' ? descriptor.value : undefined

/** Discarding output and joining the two streams are harmless; a file as input is read. */
const readRedirection = (redirect: Redirection): Word | undefined => {
  if (redirect.descriptor?.type === 'FileDescriptorVariable') return unread('redirects to a variable')
  if (redirect.type !== 'Redirect') return unread('has text as its input (<<)')
  const target = redirect.target ? readWord(redirect.target) : unread('redirects to nothing')
  const output = redirect.operator
  if (/^(&?>{1,2}|>\|)$/.test(output))
    return target.text === '/dev/null' ? undefined : unread(`writes to a file (${output})`)
  if (output === '>&' && /^[12]$/.test(target.text) && [undefined, 1, 2].includes(numberOf(redirect)))
    return undefined
  if (output === '<' && [undefined, 0].includes(numberOf(redirect))) return target
  return unread(`redirects with ${output}`)
}

const readCommand = (command: Command, piped: boolean): Step => {
  if (command.prefix.some(({ type }) => type === 'Assignment')) unread('sets a variable')
  const words = command.name ? [readWord(command.name)] : []
  for (const part of command.suffix)
    if (part.type === 'Word') words.push(readWord(part))
    else if (part.type === 'Assignment') {
      // Behind a program, `a=b` is a word like any other.
      if (/[$`(){}*?[\\"']/.test(part.text)) unread('has quotes or an expansion behind =')
      words.push({ text: part.text, glob: false, home: false })
    }
  const inputs = command.redirects.map(readRedirection).filter((each) => each !== undefined)
  if (inputs.length > 1) unread('has several inputs')
  const [input] = inputs
  return input ? { words, input, piped } : { words, piped }
}

/** What stands between the words must be operators and blanks, or the parser has passed over something. */
const onlyOperators = (text: string, commands: readonly Command[]): boolean => {
  const spans = commands
    .flatMap(({ name, prefix, suffix }) => [...(name ? [name] : []), ...prefix, ...suffix])
    .sort((a, b) => a.pos - b.pos)
  let between = ''
  let from = 0
  for (const { pos, end } of spans) {
    if (pos < from) return false
    between += `${text.slice(from, pos)} `
    from = end
  }
  return /^(?:[ \t\n|&;]|!(?= )|time(?= ))*$/.test(`${between}${text.slice(from)}`)
}

const compounds: Record<string, string> = {
  If: 'has a condition (if)',
  For: 'has a loop (for)',
  While: 'has a loop (while)',
  Function: 'defines a function',
  Subshell: 'runs in a shell of its own ( )',
  BraceGroup: 'has a group { }',
  Case: 'has a condition (case)',
}

interface Placed {
  command: Command
  piped: boolean
}
const simple = (node: CommandNode, piped: boolean): Placed =>
  node.type === 'Command'
    ? { command: node, piped }
    : unread(compounds[node.type] ?? 'is not a simple command')

const commandsOf = (node: PipelineNode): Placed[] => {
  if (node.type !== 'Pipeline') return [simple(node, false)]
  if (node.prefixes.some(({ type }) => type !== 'Negation' && type !== 'Time'))
    unread('is not a simple command')
  return node.commands.map((command, index) => simple(command, index > 0))
}

const commandsIn = ({ command, background }: Statement): Placed[] => {
  if (background) unread('runs in the background (&)')
  return command.type === 'AndOr' ? command.commands.flatMap(commandsOf) : commandsOf(command)
}

/** The simple commands of a text in their order; otherwise what stands in the way, in words. */
export const readCommandLine = (text: string): { steps: Step[] } | { odd: string } => {
  if (text.length > longestRead)
    return { odd: `is longer than ${longestRead.toLocaleString('en-US')} characters` }
  const strange = oddCharacters.find(([pattern]) => pattern.test(text))
  if (strange) return { odd: strange[1] }
  try {
    const script = parse(text)
    if (script.errors && script.errors.length > 0)
      return { odd: 'is not whole: quotes or operators are missing' }
    const placed = script.commands.flatMap(commandsIn)
    if (placed.length > mostSteps) return { odd: `has more than ${mostSteps} commands` }
    const steps = placed.map(({ command, piped }) => readCommand(command, piped))
    const commands = placed.map(({ command }) => command)
    if (!onlyOperators(text, commands))
      return { odd: 'has a comment, or something that is no plain word, between its words' }
    return steps.some(({ words }) => words.length === 0) || steps.length === 0
      ? { odd: 'is empty' }
      : { steps }
  } catch (error) {
    // A parser that fails has not understood; what it threw says nothing to people.
    return { odd: error instanceof Unread ? error.message : 'cannot be read' }
  }
}
