// Why: the Slack emulator is peopled from config/, knows our bot, and tells its pages what else moved on the laptop.

import type { DatabaseSync } from 'node:sqlite'
import { channels, directory } from '#config/load.ts'
import { patient } from '#config/patience.ts'
import { createSlackWorkspace, type SlackWorkspace } from '#packages/slack-emulator/workspace.ts'
import type { Clock } from './clock.ts'
import { slackSecret } from './fixed-secrets.ts'

export function startLocalSlack(db: DatabaseSync, clock: Clock, url: () => string): SlackWorkspace {
  return createSlackWorkspace({
    db,
    clock,
    ...slackSecret,
    ackTimeoutMs: patient(3_000),
    triggerMs: patient(3_000),
    people: Object.entries(directory().people).map(([id, { name, roles }]) => ({ id, name, roles })),
    channels: Object.values(channels()),
    baseUrl: url,
    botUrl: () => `${url()}/slack/events`,
  })
}

/** At most ten announcements a second, however fast executions move. */
export function announceExecutions(
  slack: SlackWorkspace,
  subscribe: (listener: () => void) => () => void,
): { close(): void } {
  let timer: NodeJS.Timeout | undefined
  const unsubscribe = subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      slack.announce({ type: 'executions' })
    }, 100)
  })
  return {
    close: () => {
      unsubscribe()
      clearTimeout(timer)
    },
  }
}
