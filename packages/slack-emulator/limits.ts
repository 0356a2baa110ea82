// Says what Slack would refuse in blocks and views, in Slack's words, before production finds out as `invalid_blocks`.
import * as z from 'zod'
import { checkAcross, type Violation } from './limits-across.ts'
import { blocksOf, type Surface } from './limits-blocks.ts'
import { flag, plainText } from './limits-text.ts'

export type { Violation } from './limits-across.ts'

const viewBytes = 250_000

const viewFields = {
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  external_id: z.string().max(255).optional(),
}

const viewOf = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: flag,
    notify_on_close: flag,
    submit_disabled: flag,
    blocks: blocksOf.modal,
    ...viewFields,
  }),
  z.strictObject({ type: z.literal('home'), blocks: blocksOf.home, ...viewFields }),
])

const metadata = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
})

/** What Slack would say to these blocks on that surface; empty when it would take them. */
export function validateBlocks(blocks: unknown, surface: Surface): Violation[] {
  const json = asSent(blocks)
  return [...violationsOf(blocksOf[surface], json, '/blocks'), ...checkAcross(json, surface)]
}

/** What Slack would say to this modal or home view; pointers start at `/view`. */
export function validateView(view: unknown): Violation[] {
  const json = asSent(view)
  const found = violationsOf(viewOf, json, '/view')
  if (typeof json !== 'object' || json === null) return found
  const { blocks, type, submit } = json as Record<string, unknown>
  const across = checkAcross(blocks, type === 'home' ? 'home' : 'modal')
  found.push(...across.map(({ message, pointer }) => ({ message, pointer: `/view${pointer}` })))
  const takesInput = Array.isArray(blocks) && blocks.some((block) => block?.type === 'input')
  if (type === 'modal' && takesInput && submit === undefined) {
    found.push({ message: 'missing required field: submit', pointer: '/view' })
  }
  if (JSON.stringify(json).length > viewBytes) found.push({ message: 'view_too_large', pointer: '/view' })
  return found
}

/** What Slack would say to a message's metadata. */
export const validateMetadata = (value: unknown): Violation[] =>
  violationsOf(metadata, asSent(value), '/metadata')

/** A violation as Slack writes it in `errors`. */
export const inWords = ({ message, pointer }: Violation): string => `${message} [json-pointer:${pointer}]`

/** Views are checked as they travel: a property that is undefined is not sent. */
const asSent = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

function violationsOf(schema: z.ZodType, value: unknown, root: string): Violation[] {
  const { error } = schema.safeParse(value)
  return error ? error.issues.flatMap((issue) => translate(issue, value, root)) : []
}

function translate(issue: z.core.$ZodIssue, value: unknown, root: string): Violation[] {
  const pointer = [root, ...issue.path.map(String)].join('/')
  const parent = pointer.slice(0, pointer.lastIndexOf('/')) || '/'
  const got = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  )
  const missing = `missing required field: ${pointer.slice(pointer.lastIndexOf('/') + 1)}`
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ message: `invalid additional property: ${key}`, pointer }))
    case 'too_big':
      return [{ message: tooBig(issue.origin, Number(issue.maximum)), pointer }]
    case 'too_small':
      return [{ message: tooSmall(issue.origin, Number(issue.minimum)), pointer }]
    case 'invalid_type':
      return [
        got === undefined
          ? { message: missing, pointer: parent }
          : { message: wrongType(issue.expected), pointer },
      ]
    case 'invalid_union':
      if (got === undefined) return [{ message: missing, pointer: parent }]
      return [
        {
          message: issue.discriminator ? `unsupported type: ${got}` : 'failed to match all allowed schemas',
          pointer,
        },
      ]
    case 'invalid_value':
      return [
        got === undefined
          ? { message: missing, pointer: parent }
          : { message: 'must be a valid enum value', pointer },
      ]
    default:
      return [{ message: 'must match pattern', pointer }]
  }
}

const tooBig = (origin: string, max: number) => {
  if (origin === 'string') return `must be less than ${max + 1} characters`
  return origin === 'array' ? `no more than ${max} items allowed` : `must be less than or equal to ${max}`
}

const tooSmall = (origin: string, min: number) => {
  if (origin === 'string') return `must be more than ${min - 1} characters`
  return origin === 'array' ? `must provide at least ${min} items` : `must be greater than or equal to ${min}`
}

const wrongType = (expected: string) =>
  `must provide ${/^[aeio]/.test(expected) ? 'an' : 'a'} ${expected === 'record' ? 'object' : expected}`
