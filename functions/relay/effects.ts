// What the rules of every kind are made of: an event's rule, its id, the workflows' addresses, and waking one of them.
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { completeTask } from '#gateways/step-functions.ts'
import { readTaskToken } from '#store/workflow-items.ts'

export type Rule = (event: RecordedEvent) => Promise<void>

/** For events where the record itself is all there is to it. */
export const none = undefined

/** The address of a state machine, from the environment. */
export const arn = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

export const idOf = ({ stream }: RecordedEvent): string => stream.slice(stream.indexOf('/') + 1)

/** Completes the token that a workflow waits with on this stream, if it waits. */
export const wake = async (stream: string, workflow: string): Promise<void> => {
  const token = await readTaskToken(stream, workflow)
  if (token) await completeTask(token, {})
}
