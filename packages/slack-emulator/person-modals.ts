// A person's modals: which are open, sending one off and closing one.
import * as z from 'zod'
import { checkedView } from './api-views.ts'
import { driven, interactionOf, NotPossible, personOf, type Stage, shown } from './driving.ts'
import { complaintsAbout, stateOf } from './entries.ts'
import { type Fields, isFields, type View } from './model.ts'
import type { Routes } from './ports.ts'
import { answerOf } from './replies.ts'

const submission = z.strictObject({ user: z.string(), values: z.record(z.string(), z.unknown()).default({}) })
const closing = z.strictObject({ user: z.string() })

export const modalRoutes = (stage: Stage): Routes => ({
  'GET /_local/views': shown((request) => {
    const user = new URL(request.url).searchParams.get('user') ?? ''
    return { views: stage.state.views.stack(personOf(stage.state, user).id) }
  }),
  'POST /_local/views/:id/submit': driven(submission, (body, { id = '' }) => submit(stage, id, body)),
  'POST /_local/views/:id/close': driven(closing, (body, { id = '' }) => close(stage, id, body.user)),
})

function openView({ state }: Stage, id: string, user: string): View {
  const found = state.views.get(id)
  if (found?.user !== personOf(state, user).id || found.view.type !== 'modal') {
    throw new NotPossible(404, `${user} has no open view ${id}.`)
  }
  return found.view
}

async function submit(
  stage: Stage,
  id: string,
  { user, values }: z.infer<typeof submission>,
): Promise<Fields> {
  const { state, deliver } = stage
  const open = openView(stage, id, user)
  const view = { ...open, state: { values: stateOf(open.blocks, values, open.state.values) } }
  const complaints = complaintsAbout(view.blocks, view.state.values)
  if (Object.keys(complaints).length > 0) return { errors: complaints }
  state.views.keepState(user, view)
  const { status, body, error } = await deliver.interaction({
    ...interactionOf(personOf(state, user)),
    type: 'view_submission',
    trigger_id: state.triggers.issue({ user, view: id }),
    view,
    response_urls: [],
  })
  if (error) return { status, error }
  return obey(stage, user, view, answerOf(body))
}

/** Does to the modals what the bot answered to a submission; no answer closes the one that was sent. */
function obey({ state }: Stage, user: string, view: View, answer: Fields | null): Fields {
  const { views, announce } = state
  const action = answer?.['response_action']
  if (action === 'errors') return { errors: errorsFor(view, answer?.['errors']) }
  if (action === 'update') views.replace(user, view, checkedView(answer?.['view'], 'modal'))
  else if (action === 'push') views.push(user, checkedView(answer?.['view'], 'modal'))
  else if (action === 'clear') views.closeAll(user)
  else views.close(view.id)
  announce({ type: 'views', user })
  return {}
}

/** Slack shows an error at its input; one that names no input would leave the person without a word. */
function errorsFor(view: View, errors: unknown): Fields {
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id)
  const lost = isFields(errors) ? Object.keys(errors).filter((name) => !inputs.includes(name)) : ['errors']
  if (!isFields(errors) || lost.length > 0) {
    throw new NotPossible(
      400,
      `The bot answered errors for ${lost.join(', ')}, which is no input of the view.`,
    )
  }
  return errors
}

async function close(stage: Stage, id: string, user: string): Promise<Fields> {
  const { state, deliver } = stage
  const view = openView(stage, id, user)
  const cleared = view['clear_on_close'] === true
  if (cleared) state.views.closeAll(user)
  else state.views.close(id)
  state.announce({ type: 'views', user })
  if (view['notify_on_close'] !== true) return {}
  const { status, error } = await deliver.interaction({
    ...interactionOf(personOf(state, user)),
    type: 'view_closed',
    view,
    is_cleared: cleared,
  })
  return { status, ...(error ? { error } : {}) }
}
