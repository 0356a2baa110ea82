// Trigger ids: the proof, good for three seconds and one use, that a person has just asked for a modal.
import type { Clock } from './ports.ts'
import { SlackError } from './slack-error.ts'

export interface Trigger {
  user: string
  /** The modal that the person was in, if any; only from there may another be pushed. */
  view?: string
}

export function createTriggers(clock: Clock, lifetimeMs: number) {
  const issued = new Map<string, Trigger & { expiresAt: number; used: boolean }>()
  return {
    issue: (trigger: Trigger) => {
      for (const [id, { expiresAt }] of issued) if (clock.now() > expiresAt + 60_000) issued.delete(id)
      const id = `${Math.floor(clock.now())}.${issued.size}.${crypto.randomUUID().replaceAll('-', '')}`
      issued.set(id, { ...trigger, expiresAt: clock.now() + lifetimeMs, used: false })
      return id
    },
    /** Exchanges a trigger for the person behind it. Throws the error that Slack would answer. */
    exchange: (id: string): Trigger => {
      const trigger = issued.get(id)
      if (!trigger) throw new SlackError('invalid_trigger_id')
      if (trigger.used) throw new SlackError('exchanged_trigger_id')
      if (clock.now() > trigger.expiresAt) throw new SlackError('expired_trigger_id')
      trigger.used = true
      return trigger
    },
  }
}
