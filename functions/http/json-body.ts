// Reading a request body so that what is judged is what was sent: bounded, without duplicate keys or numbers that change on the way.
import { visit } from 'jsonc-parser'
import type * as z from 'zod'
import { invalid, Problem } from './problem.ts'

const MAX_BYTES = 128 * 1024
const MAX_DEPTH = 32

const tooDeep = (text: string): boolean => {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (inString) {
      if (character === '\\') i++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') {
      if (++depth > MAX_DEPTH) return true
    } else if (character === '}' || character === ']') depth--
  }
  return false
}

/**
 * JSON.parse keeps the last of two equal keys and rounds long integers, and schemas drop `__proto__` without a word;
 * each would let an approver see something else than what was sent.
 */
const assertUnambiguous = (text: string): void => {
  const keys: Set<string>[] = []
  const check = (value: unknown, offset: number, length: number, path: () => (string | number)[]): void => {
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
      throw invalid([
        { field: path().join('.'), message: 'text must not contain NUL or unpaired surrogates' },
      ])
    if (typeof value !== 'number') return
    const written = text.slice(offset, offset + length)
    if (!Number.isFinite(value) || (!/[.eE]/.test(written) && !Number.isSafeInteger(value)))
      throw invalid([
        { field: path().join('.'), message: 'number is too large to be exact; send it as text' },
      ])
  }
  visit(text, {
    onObjectBegin: () => {
      keys.push(new Set())
    },
    onObjectEnd: () => {
      keys.pop()
    },
    onObjectProperty: (name, _offset, _length, _line, _character, path) => {
      if (keys.at(-1)!.has(name))
        throw invalid([{ field: [...path(), name].join('.'), message: 'key appears twice' }])
      if (name === '__proto__')
        throw invalid([{ field: [...path(), name].join('.'), message: 'key is not allowed' }])
      check(name, 0, 0, () => [...path(), name])
      keys.at(-1)!.add(name)
    },
    onLiteralValue: (value, offset, length, _line, _character, path) => check(value, offset, length, path),
  })
}

/** What `fetch` and `curl` call a body when nobody tells them is fine; a body that says it is something else is a mistake. */
const assertJson = (headers: Record<string, string | undefined>): void => {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (
    type !== undefined &&
    !/^(application\/([\w.-]+\+)?json|text\/plain|application\/x-www-form-urlencoded)$/.test(type)
  )
    throw invalid([{ field: 'content-type', message: 'send the body as application/json' }])
}

/** What a zod error says, as problems of fields. */
export const fieldProblems = (error: z.ZodError): { field: string; message: string }[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), message: 'unknown field' }))
      : [{ field: issue.path.join('.'), message: issue.message }],
  )

/**
 * The body as `schema` reads it. A request without a content type is taken as JSON.
 * @throws Problem 413 over 128 KB; 400 when it is not JSON, ambiguous, deeper than 32 levels, or not what the schema says
 */
export const readBody = <Schema extends z.ZodType>(
  event: {
    headers: Record<string, string | undefined>
    body?: string | undefined
    isBase64Encoded?: boolean
  },
  schema: Schema,
): z.infer<Schema> => {
  assertJson(event.headers)
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.length > MAX_BYTES)
    throw new Problem(413, `The body is ${bytes.length} bytes; the most that is read is ${MAX_BYTES}.`)
  const text = bytes.toString('utf8')
  if (tooDeep(text)) throw invalid([{ field: '', message: `JSON is nested deeper than ${MAX_DEPTH} levels` }])
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid([{ field: '', message: 'the body is not valid JSON' }])
  }
  assertUnambiguous(text)
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalid(fieldProblems(parsed.error))
  return parsed.data
}
