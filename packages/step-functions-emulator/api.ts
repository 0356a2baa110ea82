// The wire of the Step Functions API, AWS JSON 1.0: a POST whose X-Amz-Target names the operation.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { ApiError } from './errors.ts'

export type Operation = (body: unknown) => object

/** An operation whose body is checked before it runs; members that `schema` does not name are ignored. */
export function operation<S extends z.ZodType>(schema: S, run: (input: z.infer<S>) => object): Operation {
  return (body) => {
    const parsed = schema.safeParse(body)
    if (!parsed.success) throw new ApiError('ValidationException', z.prettifyError(parsed.error))
    return run(parsed.data)
  }
}

/** A definition may have 1 MB, and twice that once it is escaped inside JSON. */
const maxBodyLength = 3_000_000

/** `before` runs just before the operation, once its body has arrived. */
export async function serve(
  operations: Record<string, Operation>,
  request: Request,
  before: () => void,
): Promise<Response> {
  try {
    const name = /^AWSStepFunctions\.(\w+)$/u.exec(request.headers.get('x-amz-target') ?? '')?.[1] ?? ''
    if (!Object.hasOwn(operations, name))
      throw new ApiError('UnknownOperationException', `There is no '${name}'`)
    const text = await request.text()
    if (text.length > maxBodyLength)
      throw new ApiError('RequestEntityTooLargeException', 'The body is too large')
    const body = parse(text)
    before()
    return respond(200, operations[name]!(body))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return respond(400, {
      __type: `com.amazonaws.swf.service.v2.model#${error.name}`,
      message: error.message,
    })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError('SerializationException', 'The body is not JSON')
  }
}

function respond(status: number, body: object): Response {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() }
  return new Response(JSON.stringify(body), { status, headers })
}

/** A time on the wire: seconds since the epoch, with milliseconds as the fraction. */
export const wireTime = (ms: number | null): number | undefined => (ms === null ? undefined : ms / 1000)
