// The one place that derives facts from parameters: what policies see is what a reviewer reads here.
import * as z from 'zod'
import type { Judgement } from '#domain/action/judgement.ts'
import { businessTools } from './business-tools.ts'
import { openClawTools } from './openclaw-tools.ts'
import { type Facts, type ToolFacts, tool } from './tool-facts.ts'

export type { Facts } from './tool-facts.ts'

/** What a policy sees of a tool that does not have the fact. */
export const noFacts: Facts = {
  readOnly: false,
  forbidden: false,
  protectedFile: false,
  runsLater: false,
  secretFile: false,
  commitment: false,
  recipients: 0,
  records: 0,
  amount: 0,
  detail: '',
}

const amount = z.number('must be a number').min(0, 'must not be negative').max(1e12).transform(Math.ceil)

/** Whoever gets it: one, several in a text, or a list. Other shapes could hide somebody. */
const receivers = z.union(
  [z.string(), z.number(), z.array(z.union([z.string(), z.number()]))],
  'must be text or a list of texts',
)
const counted = (given: z.infer<typeof receivers>[]): number =>
  new Set(
    given.flat().flatMap((each) =>
      String(each)
        .split(/[,;\s]+/)
        .filter(Boolean),
    ),
  ).size

/** Tools that only the schema knows: the usual parameters have their usual meaning, the others pass unread. */
const anyTool = tool(
  z.looseObject({
    to: receivers.optional(),
    cc: receivers.optional(),
    bcc: receivers.optional(),
    records: z.array(z.json(), 'must be a list').optional(),
    amount: amount.optional(),
  }),
  ({ to, cc, bcc, records, amount }) => {
    const given = [to, cc, bcc].filter((each) => each !== undefined)
    return {
      ...(given.length > 0 && { recipients: counted(given) }),
      ...(records && { records: records.length }),
      ...(amount !== undefined && { amount }),
    }
  },
)

const tools = new Map<string, ToolFacts>([...Object.entries(businessTools), ...Object.entries(openClawTools)])

export interface Problem {
  /** `params`, or the path of one parameter, like `params.to.3`. */
  field: string
  message: string
}

const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.flatMap((issue) => {
    const field = ['params', ...issue.path.map(String)].join('.')
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: `${field}.${key}`, message: 'is not a parameter of this tool' }))
      : [{ field, message: issue.message }]
  })

/** The facts that this tool has, or what is wrong with its parameters. Expects JSON values. */
export const deriveFacts = (
  name: string,
  params: unknown,
): { ok: true; facts: Judgement['facts'] } | { ok: false; problems: Problem[] } => {
  const answer = (tools.get(name) ?? anyTool)(params)
  return answer.success
    ? { ok: true, facts: Object.fromEntries(Object.entries(answer.data)) }
    : { ok: false, problems: problemsOf(answer.error) }
}
