// JSON read in one pass, and refused where another reader could see something else in it: what is hashed, judged and shown is what was sent.
import { isSameDecimal } from './decimal.ts'
import { invalid, type Problem } from './problem.ts'

export const MAX_DEPTH = 32

type Path = (string | number)[]
const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
/** Everything of a string up to its end or its next escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside strings
const PLAIN = /[^"\\\u0000-\u001f]*/y
const UNICODE = /[0-9a-fA-F]{4}/y
const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const words: [string, unknown][] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

class Reader {
  private at = 0
  private readonly path: Path = []
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  whole(): unknown {
    const value = this.value()
    this.take(SPACE)
    if (this.at < this.text.length) throw this.malformed()
    return value
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  private skip(character: string): boolean {
    this.take(SPACE)
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  private malformed(): Problem {
    return invalid([{ field: '', message: `the body is not valid JSON at character ${this.at}` }])
  }

  private refuse(message: string, key?: string): Problem {
    return invalid([{ field: [...this.path, ...(key === undefined ? [] : [key])].join('.'), message }])
  }

  private value(): unknown {
    this.take(SPACE)
    switch (this.text[this.at]) {
      case '{':
        return this.object()
      case '[':
        return this.array()
      case '"':
        return this.string()
      default:
        return this.wordOrNumber()
    }
  }

  /** Only enters; whoever leaves takes its own place off the path again. */
  private enter(): void {
    this.at++
    if (++this.depth > MAX_DEPTH)
      throw invalid([{ field: '', message: `JSON is nested deeper than ${MAX_DEPTH} levels` }])
  }
  private depth = 0

  private object(): Record<string, unknown> {
    this.enter()
    const object: Record<string, unknown> = {}
    if (!this.skip('}')) {
      do {
        this.take(SPACE)
        if (this.text[this.at] !== '"') throw this.malformed()
        const key = this.string()
        if (Object.hasOwn(object, key)) throw this.refuse('key appears twice', key)
        // Schemas drop it without a word.
        if (key === '__proto__') throw this.refuse('key is not allowed', key)
        if (!this.skip(':')) throw this.malformed()
        this.path.push(key)
        object[key] = this.value()
        this.path.pop()
      } while (this.skip(','))
      if (!this.skip('}')) throw this.malformed()
    }
    this.depth--
    return object
  }

  private array(): unknown[] {
    this.enter()
    const array: unknown[] = []
    if (!this.skip(']')) {
      do {
        this.path.push(array.length)
        array.push(this.value())
        this.path.pop()
      } while (this.skip(','))
      if (!this.skip(']')) throw this.malformed()
    }
    this.depth--
    return array
  }

  private string(): string {
    this.at++
    let read = ''
    for (;;) {
      read += this.take(PLAIN)
      const character = this.text[this.at++]
      if (character === '"') break
      if (character !== '\\') {
        this.at--
        throw this.malformed()
      }
      read += this.escape()
    }
    if (read.includes('\0') || !read.isWellFormed())
      throw this.refuse('text must not contain NUL or unpaired surrogates')
    return read
  }

  private escape(): string {
    const character = this.text[this.at++] ?? ''
    if (character === 'u') {
      const code = this.take(UNICODE)
      if (code === undefined) throw this.malformed()
      return String.fromCharCode(Number.parseInt(code, 16))
    }
    const plain = escapes[character]
    if (plain === undefined) {
      this.at--
      throw this.malformed()
    }
    return plain
  }

  private wordOrNumber(): unknown {
    const word = words.find(([text]) => this.text.startsWith(text, this.at))
    if (word) {
      this.at += word[0].length
      return word[1]
    }
    const literal = this.take(NUMBER)
    if (literal === undefined) throw this.malformed()
    const value = Number(literal)
    // RFC 8785 writes numbers as ECMAScript does; a literal that says more than that would not be what was signed.
    if (!Number.isFinite(value) || !isSameDecimal(literal, String(value)))
      throw this.refuse('number cannot be kept exactly; send it as text, or with fewer digits')
    return value === 0 ? 0 : value
  }
}

/**
 * The value of a JSON text that has one meaning only: no key twice, no unpaired surrogate or NUL, no number that changes on the
 * way, at most 32 levels.
 * @throws Problem 400 that names the place
 */
export const parseExactly = (text: string): unknown => new Reader(text).whole()
