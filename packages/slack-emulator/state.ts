// Everything that the workspace remembers, in one place that the Web API and the people's actions both work on.
import type { DatabaseSync } from 'node:sqlite'
import { createConditions } from './conditions.ts'
import { createDirectory } from './directory.ts'
import { createMessageStore } from './message-store.ts'
import type { Change, Channel, Person } from './model.ts'
import type { Clock } from './ports.ts'
import { createResponseUrls } from './response-urls.ts'
import { createTriggers } from './triggers.ts'
import { createViewStore } from './view-store.ts'

export type State = ReturnType<typeof createState>

export interface StateOptions {
  db: DatabaseSync
  clock: Clock
  people: Person[]
  channels: Channel[]
  baseUrl: () => string
  /** How long a trigger id is good for; Slack's 3,000 ms unless told. */
  triggerMs?: number
}

export function createState({ db, clock, people, channels, baseUrl, triggerMs = 3_000 }: StateOptions) {
  const listeners = new Set<(change: Change) => void>()
  const messages = createMessageStore(db, clock)
  return {
    clock,
    messages,
    conditions: createConditions(clock),
    baseUrl,
    views: createViewStore(db, messages.nextTs),
    directory: createDirectory(db, people, channels),
    responseUrls: createResponseUrls(db, clock, baseUrl),
    triggers: createTriggers(clock, triggerMs),
    /** Tells every page what to fetch again. */
    announce: (change: Change) => {
      for (const listener of listeners) listener(change)
    },
    subscribe: (listener: (change: Change) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
