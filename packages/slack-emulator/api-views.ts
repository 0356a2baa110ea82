// views.* and blocks.validate: modals and App Homes, opened only on a fresh trigger and never over somebody's newer change.
import type { Arguments } from './arguments.ts'
import { validateBlocks, validateView } from './limits.ts'
import { type Fields, isFields, type View } from './model.ts'
import { refuse, SlackError } from './slack-error.ts'
import type { State } from './state.ts'

const maxStack = 3

/** A view definition that Slack would take, as `type`; throws its refusal otherwise. */
export function checkedView(view: unknown, type: View['type']): Fields {
  const violations = validateView(view)
  if (violations.some(({ message }) => message === 'view_too_large')) throw new SlackError('view_too_large')
  refuse('invalid_arguments', violations)
  if (!isFields(view) || view['type'] !== type) {
    refuse('invalid_arguments', [{ message: `must be of type ${type}`, pointer: '/view/type' }])
  }
  return view as Fields
}

export function viewMethods({ views, triggers, directory, announce }: State) {
  const claimExternalId = (view: Fields, except?: string) => {
    const holder = view['external_id'] ? views.byExternalId(String(view['external_id'])) : undefined
    if (holder && holder.view.id !== except) throw new SlackError('duplicate_external_id')
  }

  const sameHash = (given: string | undefined, current: View | undefined) => {
    if (given && given !== current?.hash) throw new SlackError('hash_conflict')
  }

  const triggerOf = ({ trigger_id }: Arguments) => {
    if (!trigger_id) {
      refuse('invalid_arguments', [{ message: 'missing required field: trigger_id', pointer: '/' }])
    }
    return triggers.exchange(trigger_id ?? '')
  }

  const show = (user: string, view: View) => {
    announce({ type: view.type === 'home' ? 'home' : 'views', user })
    return { view }
  }

  return {
    'views.open': (args: Arguments) => {
      const definition = checkedView(args.view, 'modal')
      const { user } = triggerOf(args)
      claimExternalId(definition)
      views.closeAll(user)
      return show(user, views.push(user, definition))
    },
    'views.push': (args: Arguments) => {
      const definition = checkedView(args.view, 'modal')
      const { user, view } = triggerOf(args)
      if (!view || !views.get(view)) throw new SlackError('not_found')
      if (views.stack(user).length >= maxStack) throw new SlackError('push_limit_reached')
      claimExternalId(definition)
      return show(user, views.push(user, definition))
    },
    'views.update': (args: Arguments) => {
      const definition = checkedView(args.view, 'modal')
      const found = args.view_id
        ? views.get(args.view_id)
        : args.external_id && views.byExternalId(args.external_id)
      if (!found) throw new SlackError('not_found')
      sameHash(args.hash, found.view)
      claimExternalId(definition, found.view.id)
      return show(found.user, views.replace(found.user, found.view, definition))
    },
    'views.publish': (args: Arguments) => {
      const definition = checkedView(args.view, 'home')
      const user = args.user_id ?? ''
      if (!directory.person(user)) throw new SlackError('user_not_found')
      const current = views.home(user)
      sameHash(args.hash, current)
      claimExternalId(definition, current?.id)
      return show(user, current ? views.replace(user, current, definition) : views.publish(user, definition))
    },
    'blocks.validate': ({ blocks, message, view }: Arguments) => {
      const violations = view
        ? validateView(view)
        : validateBlocks(blocks ?? message?.blocks ?? [], 'message')
      if (violations.length === 0) return {}
      const errors = violations.map((violation) => ({ code: 'failed_constraint', ...violation }))
      throw new SlackError('invalid_blocks', { errors })
    },
  }
}
