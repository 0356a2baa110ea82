// What the rules of every kind are made of: an event's rule, the workflows' addresses, and waking one of them.
import type { Recorded } from '#domain/shared/recorded-event.ts'
import { completeTask } from '#gateways/step-functions.ts'
import { readTaskToken } from '#store/workflow-items.ts'

/** What follows from an event of this type. */
export type Rule<Event = unknown> = (happened: Recorded<Event>) => Promise<void>
/** One for each type of a kind's events: the compiler finds the one that is missing. */
export type Rules<Event extends { type: string }> = {
  [Each in Event as Each['type']]: Rule<Each> | undefined
}

/** For events where the record itself is all there is to it. */
export const none = undefined

/** The address of a state machine, from the environment. */
export const arn = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

/** Completes the token that a workflow waits with on this stream, if it waits. */
export const wake = async (stream: string, workflow: string): Promise<void> => {
  const token = await readTaskToken(stream, workflow)
  if (token) await completeTask(token, {})
}
