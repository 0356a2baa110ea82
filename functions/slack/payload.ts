// Whether what Slack signed has the shape that its kind has: what lacks its person or its type is answered, and goes no further.
import * as z from 'zod'
import { parsedJson } from './parsed-json.ts'

const person = z.looseObject({ id: z.string().min(1) })
const view = z.looseObject({ id: z.string(), callback_id: z.string() })
const place = { team: z.looseObject({ id: z.string() }).nullish(), user: person }

const Interaction = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('block_actions'),
    ...place,
    actions: z.array(z.looseObject({ action_id: z.string(), type: z.string() })).min(1),
  }),
  z.looseObject({ type: z.literal('view_submission'), ...place, view }),
  z.looseObject({ type: z.literal('view_closed'), ...place, view }),
  z.looseObject({ type: z.literal('message_action'), ...place, callback_id: z.string() }),
  z.looseObject({ type: z.literal('shortcut'), ...place, callback_id: z.string() }),
])
/** Kinds that nobody here listens to, of today and of tomorrow. */
const Other = z.looseObject({ type: z.string().min(1) })
const EventCallback = z.looseObject({
  type: z.literal('event_callback'),
  event: z.looseObject({ type: z.string().min(1) }),
})
const Command = z.object({ command: z.string().startsWith('/'), user_id: z.string().min(1) })

const listened = new Set(['block_actions', 'view_submission', 'view_closed', 'message_action', 'shortcut'])
const typeOf = (value: unknown): string | undefined => Other.safeParse(value).data?.type

/** `strange` for what has not even its kind's shape, `unheard` for a kind that Bolt would not know what to do with. */
export const kindOfPayload = (
  body: string,
  contentType: string | undefined,
): 'fine' | 'strange' | 'unheard' => {
  const ok = (schema: z.ZodType, value: unknown) => (schema.safeParse(value).success ? 'fine' : 'strange')
  if (contentType === 'application/json') {
    const value = parsedJson(body)
    const type = typeOf(value)
    if (type === 'event_callback') return ok(EventCallback, value)
    return type === 'url_verification' ? 'fine' : type === undefined ? 'strange' : 'unheard'
  }
  const form = new URLSearchParams(body)
  const payload = form.get('payload')
  if (payload === null) return form.has('ssl_check') ? 'fine' : ok(Command, Object.fromEntries(form))
  const value = parsedJson(payload)
  const type = typeOf(value)
  if (type === undefined) return 'strange'
  return listened.has(type) ? ok(Interaction, value) : 'unheard'
}
