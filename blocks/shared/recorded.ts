// A recorded event as the views take it.
import type { Actor } from '#domain/shared/actor.ts'

/** What a view needs of a recorded event. */
export interface Recorded {
  at: string
  actor: Actor
  /** The event's type. */
  action: string
  result: 'success' | 'refused' | 'failure'
  data: Record<string, unknown>
}
