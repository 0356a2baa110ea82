// What runs without anybody who waits for an answer, a task or a schedule, with its ids on every line and its failure told in codes.
import type { Context } from 'aws-lambda'
import { type Fields, log, withFields } from './log.ts'

/** Ours are worded for whoever reads them; of another's error, the workflow that repeats the task needs only the name. */
const ours = /^(Slack|Secret|Webhook|Config|Contended|Unwritable)/

const withoutItsWords = (error: unknown): unknown => {
  if (!(error instanceof Error) || ours.test(error.name)) return error
  const told = new Error(`${error.name}; the log says where`)
  told.name = error.name
  return told
}

const prefixes: [RegExp, string][] = [
  [/^act_/, 'action'],
  [/^INC-/, 'incident'],
]

/** The ids that an input names, under the names that all lines use. */
const fieldsOf = (input: unknown): Fields => {
  const { id, stream, scope, revision, seq } = (input ?? {}) as Record<string, unknown>
  const fields: Record<string, unknown> = { stream, scope, revision, seq }
  if (typeof id === 'string') fields[prefixes.find(([prefix]) => prefix.test(id))?.[1] ?? 'id'] = id
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
  ) as Fields
}

/**
 * A Lambda handler around `work`.
 * @throws what `work` throws, by the same name
 */
export const invocation =
  <Input, Output>(work: (input: Input) => Promise<Output>) =>
  (input: Input, context?: Pick<Context, 'functionName'>): Promise<Output> =>
    withFields({ function: context?.functionName, ...fieldsOf(input) }, async () => {
      try {
        return await work(input)
      } catch (error) {
        log.fault('invocation.failed', error)
        throw withoutItsWords(error)
      }
    })
