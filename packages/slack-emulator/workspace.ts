// A Slack workspace on the laptop: the Web API for the bot, and calls that let a script or the page be its people.

import { adminRoutes } from './admin-routes.ts'
import { createDelivery } from './delivery.ts'
import type { Change } from './model.ts'
import { pageRoutes } from './page-routes.ts'
import { clickRoutes } from './person-clicks.ts'
import { commandRoutes } from './person-commands.ts'
import { messageRoutes } from './person-messages.ts'
import { modalRoutes } from './person-modals.ts'
import type { Routes } from './ports.ts'
import { responseUrlRoutes } from './replies.ts'
import { createState, type StateOptions } from './state.ts'
import { webApiRoutes } from './web-api.ts'

export type { Change } from './model.ts'

export interface SlackWorkspaceOptions extends StateOptions {
  /** Where the bot listens, e.g. `http://127.0.0.1:3000/slack/events`. */
  botUrl: () => string
  signingSecret: string
  botToken: string
  /** How long the bot may take to answer, in milliseconds; Slack waits 3,000, and so do we unless told. */
  ackTimeoutMs?: number
}

export interface SlackWorkspace {
  routes: Routes
  subscribe(listener: (change: Change) => void): () => void
  /** Tells the pages about changes outside Slack: the clock, executions. */
  announce(change: Change): void
  /** Ends the pages' streams. The database stays the caller's to close. */
  close(): void
}

export function createSlackWorkspace(options: SlackWorkspaceOptions): SlackWorkspace {
  const { botUrl, signingSecret, botToken, clock, ackTimeoutMs = 3_000 } = options
  const state = createState(options)
  const deliver = createDelivery({ botUrl, signingSecret, clock, ackTimeoutMs })
  const stage = { state, deliver }
  const page = pageRoutes(state)
  return {
    routes: {
      ...webApiRoutes(state, botToken),
      ...responseUrlRoutes(state),
      ...adminRoutes(stage),
      ...commandRoutes(stage),
      ...clickRoutes(stage),
      ...modalRoutes(stage),
      ...messageRoutes(stage, ackTimeoutMs),
      ...page.routes,
    },
    subscribe: state.subscribe,
    announce: state.announce,
    close: page.close,
  }
}
