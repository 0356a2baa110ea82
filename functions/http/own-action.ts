// An agent sees its own actions and no others; somebody else's id looks like one that does not exist.
import type { ActionState, KnownAction } from '#domain/action/state.ts'
import { bindFields } from '#telemetry/log.ts'
import { Problem } from './problem.ts'

/** @throws Problem 404 unless the action exists and is this agent's */
export const ownAction = (state: ActionState | undefined, agent: string): KnownAction => {
  if (!state || state.status === 'none' || state.request.agent !== agent)
    throw new Problem(404, 'You have no action with this id.')
  return state
}

/**
 * The id in the path.
 * @throws Problem 404 when it cannot be one of ours, so that nothing else ever becomes a key
 */
export const actionIdOf = (event: {
  pathParameters?: Record<string, string | undefined> | undefined
}): string => {
  const id = event.pathParameters?.['id'] ?? ''
  if (!/^act_[0-9a-f]{26}$/.test(id)) throw new Problem(404, 'You have no action with this id.')
  bindFields({ action: id })
  return id
}
