// How the `/_local` calls that play a person read their input and say, in one sentence, what is not possible.
import * as z from 'zod'
import type { Deliver } from './delivery.ts'
import { handleOf } from './directory.ts'
import { bot, type Fields, type Person, team } from './model.ts'
import { SlackError } from './slack-error.ts'
import type { State } from './state.ts'

export interface Stage {
  state: State
  deliver: Deliver
}

/** What a person cannot do, with the HTTP status that fits. */
export class NotPossible extends Error {
  readonly status: number

  constructor(status: 400 | 404 | 504, sentence: string) {
    super(sentence)
    this.name = 'NotPossible'
    this.status = status
  }
}

type Params = Record<string, string>
type Answer = Fields | Promise<Fields>

/** A route that takes no body. */
export const shown =
  (answer: (request: Request, params: Params) => Answer) => (request: Request, params: Params) =>
    responseOf(() => answer(request, params))

/** A route whose JSON body is checked first. */
export const driven =
  <S extends z.ZodType>(schema: S, act: (body: z.infer<S>, params: Params) => Answer) =>
  (request: Request, params: Params) =>
    responseOf(async () => {
      const { data, error } = schema.safeParse(await jsonOf(request))
      if (error) throw new NotPossible(400, z.prettifyError(error))
      return act(data, params)
    })

async function responseOf(act: () => Answer): Promise<Response> {
  try {
    return Response.json(await act())
  } catch (error) {
    if (error instanceof NotPossible) return Response.json({ error: error.message }, { status: error.status })
    if (error instanceof SlackError) {
      return Response.json({ error: error.code, ...error.details }, { status: 400 })
    }
    throw error
  }
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    throw new NotPossible(400, 'The body is not JSON.')
  }
}

export function personOf({ directory }: State, id: string): Person {
  const person = directory.person(id)
  if (!person) throw new NotPossible(404, `There is no person ${id}.`)
  return person
}

export function conversationOf({ directory }: State, id: string) {
  const found = directory.conversation(id)
  if (!found) throw new NotPossible(404, `There is no channel ${id}.`)
  return found
}

/** A message that this person can see. */
export function messageOf({ messages }: State, channel: string, ts: string, viewer: string) {
  const message = messages.get(channel, ts)
  if (!message || (message.ephemeral_to && message.ephemeral_to !== viewer)) {
    throw new NotPossible(404, `There is no message ${ts} in ${channel} that ${viewer} can see.`)
  }
  return message
}

/** What every interaction payload says about where it comes from. */
export const interactionOf = ({ id, name }: Person): Fields => ({
  team: { id: team.id, domain: team.domain },
  user: { id, username: handleOf(name), name: handleOf(name), team_id: team.id },
  api_app_id: bot.app_id,
  token: 'local-verification-token',
  enterprise: null,
  is_enterprise_install: false,
})
