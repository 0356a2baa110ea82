// The one door for the JSON of a request: its bytes, its text and its shape are checked here, or it is not looked at.
import type * as z from 'zod'
import { parseExactly } from './exact-json.ts'
import { invalid, Problem } from './problem.ts'

const MAX_BYTES = 128 * 1024

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

interface Received {
  headers: Record<string, string | undefined>
  body?: string | undefined
  isBase64Encoded?: boolean
}

const tooLarge = (bytes: number): Problem =>
  new Problem(413, `The body is ${bytes} bytes; the most that is read is ${MAX_BYTES}.`)

const notText = (offset: number): Problem =>
  invalid([
    {
      field: '',
      message: `the body is not valid UTF-8 at byte ${offset} (a U+FFFD that you mean is written \\ufffd)`,
    },
  ])

/** Where decoding put a U+FFFD for bytes that are no character: the start of the first place that differs. */
const firstBadByte = (bytes: Buffer, decoded: string): number => {
  const again = Buffer.from(decoded)
  let at = bytes.findIndex((byte, index) => byte !== again[index])
  if (at < 0) at = bytes.length
  while (at > 0 && (again[at]! & 0xc0) === 0x80) at--
  return at
}

/**
 * The text of the body. API Gateway hands a body of type JSON over as text, with U+FFFD where its bytes were no UTF-8: what
 * was sent cannot be known any more, and is not guessed.
 * @throws Problem 413 over 128 KB; 400 with the offset of the first byte that is not UTF-8
 */
const textOf = ({ body = '', isBase64Encoded }: Received): string => {
  if (!isBase64Encoded) {
    const size = Buffer.byteLength(body)
    if (size > MAX_BYTES) throw tooLarge(size)
    const replaced = body.indexOf('\ufffd')
    if (replaced >= 0) throw notText(Buffer.byteLength(body.slice(0, replaced)))
    if (!body.isWellFormed()) throw notText(0)
    return body
  }
  const bytes = Buffer.from(body, 'base64')
  if (bytes.length > MAX_BYTES) throw tooLarge(bytes.length)
  const text = bytes.toString('utf8')
  if (Buffer.compare(Buffer.from(text), bytes) !== 0) throw notText(firstBadByte(bytes, text))
  return text
}

/**
 * The body as `schema` reads it. A request without a content type is taken as JSON.
 * @throws Problem 413 over 128 KB; 400 when it is not UTF-8, not JSON with one meaning, or not what the schema says
 */
export const readBody = <Schema extends z.ZodType>(received: Received, schema: Schema): z.infer<Schema> => {
  assertJson(received.headers)
  const parsed = schema.safeParse(parseExactly(textOf(received)))
  if (!parsed.success) throw invalid(fieldProblems(parsed.error))
  return parsed.data
}
