// The alerts of one delivery, each read by itself: one that is odd is refused by name, and the others are taken.
import type * as z from 'zod'
import type { Alert } from '#domain/incident/alert.ts'
import { fieldProblems } from '#functions/http/json-body.ts'
import { line } from './clean.ts'

export interface MemberProblem {
  /** Which of the delivery's alerts, from 0. */
  index: number
  field: string
  message: string
}

export interface Members {
  alerts: Alert[]
  problems: MemberProblem[]
}

/** What one delivery may hold. More than that no source sends; the rest is refused by name, and not the whole. */
const MAX_MEMBERS = 10_000

const problemsOf = (index: number, error: z.ZodError): MemberProblem[] =>
  fieldProblems(error)
    .slice(0, 3)
    .map(({ field, message }) => ({ index, field: line(field, 200), message: line(message, 300) }))

/** Reads each of `list` as `schema` says; what `toAlert` makes of those that can be read, and why the others cannot. */
export const readMembers = <Schema extends z.ZodType>(
  list: readonly unknown[],
  schema: Schema,
  toAlert: (member: z.infer<Schema>) => Alert,
): Members => {
  const members: Members = { alerts: [], problems: [] }
  for (const [index, each] of list.slice(0, MAX_MEMBERS).entries()) {
    const parsed = schema.safeParse(each)
    if (parsed.success) members.alerts.push(toAlert(parsed.data))
    else members.problems.push(...problemsOf(index, parsed.error))
  }
  for (let index = MAX_MEMBERS; index < list.length; index++)
    members.problems.push({
      index,
      field: '',
      message: `beyond the ${MAX_MEMBERS} alerts that one delivery may hold`,
    })
  return members
}
