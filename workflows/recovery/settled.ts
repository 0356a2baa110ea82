// When nobody has to be asked any more how an action ended.
import type { KnownAction } from '#domain/action/state.ts'

export const isSettled = (action: KnownAction): boolean =>
  action.status !== 'unknown' || action.recovery !== undefined
