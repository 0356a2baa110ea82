// A person reads a channel, writes in it, reacts, opens App Home, or leaves the company.
import * as z from 'zod'
import { permalinkOf, react } from './api-chat.ts'
import { conversationOf, driven, messageOf, NotPossible, personOf, type Stage, shown } from './driving.ts'
import { bot, type Fields, type Message } from './model.ts'
import type { Routes } from './ports.ts'

const writing = z.strictObject({
  user: z.string(),
  channel: z.string(),
  text: z.string().min(1).max(12_000),
  thread_ts: z.string().optional(),
})
const reaction = z.strictObject({
  user: z.string(),
  channel: z.string(),
  ts: z.string(),
  name: z.string().min(1),
})
const membership = z.strictObject({ deleted: z.boolean() })

export const messageRoutes = (stage: Stage, homeTimeoutMs: number): Routes => ({
  'GET /_local/channels/:id/messages': shown((request, { id = '' }) => {
    const user = new URL(request.url).searchParams.get('user')
    return { messages: read(stage, id, user) }
  }),
  'POST /_local/messages': driven(writing, (body) => write(stage, body)),
  'POST /_local/reactions': driven(reaction, (body) => addReaction(stage, body)),
  'GET /_local/home/:user': shown((request, { user = '' }) => {
    const opens = new URL(request.url).searchParams.get('open') !== 'false'
    return opens ? openHome(stage, user, homeTimeoutMs) : readHome(stage, user)
  }),
  'POST /_local/people/:id': driven(membership, ({ deleted }, { id = '' }) => {
    stage.state.directory.setDeleted(personOf(stage.state, id).id, deleted)
    stage.state.announce({ type: 'people' })
    return { id, deleted }
  }),
})

/** Oldest first; with a person, without what only others can see. */
function read({ state }: Stage, channel: string, user: string | null): Fields[] {
  const { id } = conversationOf(state, channel)
  const visible = ({ ephemeral_to }: Message) => !user || !ephemeral_to || ephemeral_to === user
  return state.messages
    .list(id)
    .filter(visible)
    .map((message) => ({ ...message, permalink: permalinkOf(state, id, message.ts) }))
}

async function write({ state, deliver }: Stage, body: z.infer<typeof writing>): Promise<Fields> {
  const person = personOf(state, body.user)
  const { id, user } = conversationOf(state, body.channel)
  const parent = body.thread_ts ? messageOf(state, id, body.thread_ts, person.id) : undefined
  const thread = parent ? { thread_ts: parent.thread_ts ?? parent.ts } : {}
  const message = state.messages.add({ channel: id, user: person.id, text: body.text, ...thread })
  state.announce({ type: 'channel', channel: id })
  const event = {
    user: person.id,
    text: message.text,
    ts: message.ts,
    channel: id,
    event_ts: message.ts,
    ...thread,
  }
  await deliver.event({ type: 'message', ...event, channel_type: user ? 'im' : 'channel' })
  if (body.text.includes(`<@${bot.id}>`)) await deliver.event({ type: 'app_mention', ...event })
  return { ts: message.ts }
}

async function addReaction({ state, deliver }: Stage, body: z.infer<typeof reaction>): Promise<Fields> {
  const person = personOf(state, body.user)
  const { id } = conversationOf(state, body.channel)
  const message = react(state, messageOf(state, id, body.ts, person.id), person.id, body.name)
  state.announce({ type: 'channel', channel: id })
  const { status, error } = await deliver.event({
    type: 'reaction_added',
    user: person.id,
    reaction: body.name,
    item_user: message.user,
    item: { type: 'message', channel: id, ts: message.ts },
    event_ts: state.messages.nextTs(),
  })
  return { status, ...(error ? { error } : {}) }
}

/** App Home as it was last published, without the bot hearing of it: for a page that is told of a change. */
function readHome({ state }: Stage, id: string): Fields {
  const view = state.views.home(personOf(state, id).id)
  if (!view) throw new NotPossible(404, `${id} has not opened App Home yet.`)
  return view
}

/** Opens App Home and waits until the bot has published it. */
async function openHome({ state, deliver }: Stage, id: string, timeoutMs: number): Promise<Fields> {
  const person = personOf(state, id)
  const { promise: published, resolve } = Promise.withResolvers<void>()
  const unsubscribe = state.subscribe((change) => {
    if (change.type === 'home' && change.user === person.id) resolve()
  })
  const timer = setTimeout(resolve, timeoutMs)
  const before = state.views.home(person.id)
  try {
    const delivered = deliver.event({
      type: 'app_home_opened',
      user: person.id,
      channel: `D${person.id}`,
      tab: 'home',
      ...(before ? { view: before } : {}),
      event_ts: state.messages.nextTs(),
    })
    await Promise.race([published, delivered.then(({ error }) => (error ? undefined : published))])
    const view = state.views.home(person.id)
    if (!view) throw new NotPossible(504, 'The bot published no App Home in time.')
    return view
  } finally {
    clearTimeout(timer)
    unsubscribe()
  }
}
