// Reading the query string with the same strictness as a body: what is not known is refused by name.
import type * as z from 'zod'
import type { HttpEvent } from './http-handler.ts'
import { fieldProblems } from './json-body.ts'
import { invalid } from './problem.ts'

/** @throws Problem 400 that names the parameter */
export const readQuery = <Schema extends z.ZodType>(event: HttpEvent, schema: Schema): z.infer<Schema> => {
  const parsed = schema.safeParse(event.queryStringParameters ?? {})
  if (!parsed.success) throw invalid(fieldProblems(parsed.error))
  return parsed.data
}
