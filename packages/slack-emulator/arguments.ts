// Reads the arguments of a Web API call, which come as JSON or as a form whose complex values are JSON again.
import * as z from 'zod'
import { inWords } from './limits.ts'
import { type Fields, isFields } from './model.ts'
import { SlackError } from './slack-error.ts'

const text = z.coerce.string().optional()
const yes = z
  .union([
    z.boolean(),
    z.enum(['true', '1']).transform(() => true),
    z.enum(['false', '0', '']).transform(() => false),
  ])
  .optional()
const count = z.coerce.number().int().min(1).max(1000).optional()
const list = z.array(z.looseObject({}))

const schema = z.looseObject({
  attachments: list.optional(),
  blocks: list.optional(),
  channel: text,
  cursor: text,
  external_id: text,
  hash: text,
  include_all_metadata: yes,
  inclusive: yes,
  latest: text,
  limit: count,
  message: z.looseObject({ blocks: list.optional() }).optional(),
  message_ts: text,
  metadata: z.unknown().optional(),
  name: text,
  oldest: text,
  reply_broadcast: yes,
  text,
  thread_ts: text,
  timestamp: text,
  trigger_id: text,
  ts: text,
  user: text,
  user_id: text,
  usergroup: text,
  users: text,
  view: z.unknown().optional(),
  view_id: text,
})

export type Arguments = z.infer<typeof schema>

const complex = ['attachments', 'blocks', 'message', 'metadata', 'view']

/** The call's arguments with the types that the methods rely on. Throws what Slack would answer to garbage. */
export async function readArguments(
  request: Request,
): Promise<{ token: string | undefined; args: Arguments }> {
  const { token, ...given } = await rawArguments(request)
  const named = Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== null)
      .map(unpack),
  )
  const { data, error } = schema.safeParse(named)
  if (data) return { token: bearer(request) ?? (typeof token === 'string' ? token : undefined), args: data }
  if (error.issues.some(({ path }) => path[0] === 'blocks')) throw new SlackError('invalid_blocks_format')
  const messages = error.issues.map(
    ({ message, path }) => `[ERROR] ${inWords({ message, pointer: `/${path.join('/')}` })}`,
  )
  throw new SlackError('invalid_arguments', { response_metadata: { messages } })
}

const bearer = (request: Request) => /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]

async function rawArguments(request: Request): Promise<Fields> {
  if (request.method === 'GET') return Object.fromEntries(new URL(request.url).searchParams)
  const body = await request.text()
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body))
  const json = parsed(body)
  if (!isFields(json)) throw new SlackError('invalid_json')
  return json
}

const unpack = ([name, value]: [string, unknown]): [string, unknown] =>
  complex.includes(name) && typeof value === 'string' ? [name, parsed(value) ?? value] : [name, value]

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
