// A person presses a button or picks from a menu: on a message, in a modal or in App Home.
import * as z from 'zod'
import { asSeenByApps } from './api-chat.ts'
import {
  conversationOf,
  driven,
  interactionOf,
  messageOf,
  NotPossible,
  personOf,
  type Stage,
} from './driving.ts'
import { elementsOn, type Placed, pickedIn, stateOf } from './entries.ts'
import type { Fields, Person, View } from './model.ts'
import type { Routes } from './ports.ts'

const click = z.looseObject({
  user: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
  view_id: z.string().optional(),
  home: z.boolean().optional(),
  action_id: z.string(),
  block_id: z.string().optional(),
  values: z.record(z.string(), z.unknown()).optional(),
})
type Click = z.infer<typeof click>

export const clickRoutes = (stage: Stage): Routes => ({
  'POST /_local/actions': driven(click, (body) => press(stage, body)),
})

async function press(stage: Stage, body: Click): Promise<Fields> {
  const person = personOf(stage.state, body.user)
  const payload = body.home || body.view_id ? onView(stage, person, body) : onMessage(stage, person, body)
  const { status, error } = await stage.deliver.interaction({
    ...interactionOf(person),
    type: 'block_actions',
    ...payload,
  })
  return { status, ...(error ? { error } : {}) }
}

function onMessage({ state }: Stage, person: Person, body: Click): Fields {
  if (!body.channel || !body.ts) throw new NotPossible(400, 'Say `channel` and `ts`, `view_id`, or `home`.')
  const { id, name } = conversationOf(state, body.channel)
  const message = messageOf(state, id, body.ts, person.id)
  const blocks = message.blocks ?? []
  const isEphemeral = Boolean(message.ephemeral_to)
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: id,
      is_ephemeral: isEphemeral,
      ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
    },
    trigger_id: state.triggers.issue({ user: person.id }),
    channel: { id, name },
    // Slack keeps ephemeral messages nowhere, so it cannot show them to the bot again.
    ...(isEphemeral ? {} : { message: asSeenByApps(message) }),
    state: { values: stateOf(blocks, body.values) },
    response_url: state.responseUrls.issue({ channel: id, user: person.id, message_ts: message.ts }).url,
    actions: [actionOf(find(blocks, body) ?? remembered(body), body, state.messages.nextTs())],
  }
}

function onView({ state }: Stage, person: Person, body: Click): Fields {
  const view = viewFor({ state }, person, body)
  const placed = find(view.blocks, body)
  if (!placed) throw new NotPossible(404, `The view has nothing called ${body.action_id}.`)
  const action = actionOf(placed, body, state.messages.nextTs())
  const picked =
    placed.element['type'] === 'button' || placed.element['type'] === 'overflow'
      ? {}
      : // Fields of one form may share an action; the block says which of them it is.
        { [String(placed.block['block_id'])]: { [body.action_id]: body } }
  const entered = { ...picked, ...body.values }
  const current = { ...view, state: { values: stateOf(view.blocks, entered, view.state.values) } }
  state.views.keepState(person.id, current)
  const from = view.type === 'modal' ? { user: person.id, view: view.id } : { user: person.id }
  return {
    container: { type: 'view', view_id: view.id },
    trigger_id: state.triggers.issue(from),
    view: current,
    actions: [action],
  }
}

function viewFor({ state }: Pick<Stage, 'state'>, person: Person, body: Click): View {
  if (body.home) {
    const home = state.views.home(person.id)
    if (!home) throw new NotPossible(404, `${person.id} has not opened App Home yet.`)
    return home
  }
  const found = state.views.get(body.view_id ?? '')
  if (found?.user !== person.id) throw new NotPossible(404, `${person.id} has no open view ${body.view_id}.`)
  return found.view
}

const find = (blocks: Fields[], { action_id, block_id }: Click): Placed | undefined =>
  elementsOn(blocks).find(
    ({ block, element }) =>
      element['action_id'] === action_id && (!block_id || block['block_id'] === block_id),
  )

/** A card may have changed under a person's finger: the press still goes out, with the value they saw. */
function remembered(body: Click): Placed {
  if (typeof body['value'] !== 'string') {
    throw new NotPossible(
      404,
      `The message has no button ${body.action_id}; to press an old one, say its value.`,
    )
  }
  const text = { type: 'plain_text', text: body.action_id, emoji: true }
  const element = { type: 'button', action_id: body.action_id, text, value: body['value'] }
  return { block: { block_id: body.block_id ?? 'gone' }, element }
}

function actionOf({ block, element }: Placed, body: Click, actionTs: string): Fields {
  const { type, action_id, text, confirm, style, placeholder } = element
  const shown = { text, confirm, style, placeholder }
  const answer = type === 'button' ? { value: body['value'] ?? element['value'] } : pickedIn(body, element)
  const given = Object.entries({ ...shown, ...answer }).filter(([, value]) => value !== undefined)
  return { type, action_id, block_id: block['block_id'], ...Object.fromEntries(given), action_ts: actionTs }
}
