// What Slack refuses goes on: it is put on record, and tried where it may be taken.
import { randomUUID } from 'node:crypto'
import { slackChannel } from '#domain/posting/slack-channel.ts'
import { system } from '#domain/shared/actor.ts'
import type { SlackRefused } from '#gateways/slack-errors.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { noteRefused } from '#store/posting/outbox.ts'
import { log } from '#telemetry/log.ts'
import { lineOf, type Place } from './turn.ts'

/** Refused whatever the channel: there is no use in trying another. */
const everywhere = new Set([
  'account_inactive',
  'ekm_access_denied',
  'invalid_auth',
  'missing_scope',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
])
export const isRefusedEverywhere = ({ code }: SlackRefused): boolean => everywhere.has(code)

/** The channel is known to refuse, and the post is on record as refused, unless that is only the same again (`isNew`). */
export const recordRefusal = async (
  place: Place,
  channel: string,
  { code }: SlackRefused,
  isNew = true,
): Promise<void> => {
  const now = new Date()
  const event = { type: 'PostRefused', at: now.toISOString(), by: system('slack'), channel } as const
  if (isNew)
    await runCommand(
      slackChannel,
      channel,
      { ...event, result: 'failure', code, about: place.stream },
      { requestId: randomUUID() },
    )
  if (lineOf(channel) === channel) await noteRefused(channel, now.getTime(), code)
  log.problem('slack.refused', { metric: 'slack.refused', code, channel, stream: place.stream })
}

/** The channel takes posts again. */
export const recordResumption = async (channel: string): Promise<void> => {
  const now = new Date()
  const event = { type: 'PostsResumed', at: now.toISOString(), by: system('slack'), channel } as const
  await runCommand(slackChannel, channel, event, { requestId: randomUUID() })
  await noteRefused(channel, now.getTime(), undefined)
}

/** Nobody could be told of this: for the alarm that watches this line. */
export const nobodyTold = ({ stream }: Place): void =>
  log.problem('slack.nobody-told', { metric: 'slack.nobody-told', stream })
