// The few things that the product says to Slack, each with a time limit and errors that a caller can act on.

import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import { WebClient } from '@slack/web-api'
import * as z from 'zod'
import { patient } from '#config/patience.ts'
import { readSecret } from './secrets.ts'
import { SlackRefused, SlackUnavailable, slackError } from './slack-errors.ts'
import { codesOnly } from './slack-log.ts'

/** What the secret named by SLACK_SECRET_ID holds. */
export const SlackSecret = z.object({
  signingSecret: z.string().min(1),
  botToken: z.string().min(1),
  botUserId: z.string().optional(),
})
export type SlackSecret = z.infer<typeof SlackSecret>

export const slackSecret = (): Promise<SlackSecret> => {
  const id = process.env['SLACK_SECRET_ID']
  if (!id) throw new Error('SLACK_SECRET_ID is not set')
  return readSecret(id, SlackSecret)
}

/**
 * How long a call may take. A task may wait and repeat what can be repeated; at a click, Slack gives three seconds for
 * everything together. `once` is for what would happen twice: after it fails, look whether it happened (`findMessage`).
 */
const patience = {
  task: { timeout: 2_000, retries: 2 },
  once: { timeout: 2_000, retries: 0 },
  click: { timeout: 1_000, retries: 0 },
} as const
export type Patience = keyof typeof patience

const clients = new Map<string, WebClient>()

const clientFor = async (kind: Patience): Promise<WebClient> => {
  const { botToken } = await slackSecret()
  const url = process.env['SLACK_API_URL'] ?? 'https://slack.com/api/'
  const key = `${kind} ${url} ${botToken}`
  const known = clients.get(key)
  if (known) return known
  const { timeout, retries } = patience[kind]
  const client = new WebClient(botToken, {
    slackApiUrl: url,
    timeout: patient(timeout),
    retryConfig: { retries, minTimeout: 100, maxTimeout: 500 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: codesOnly,
  })
  // A token that was rotated away is not kept.
  for (const old of clients.keys()) if (old.startsWith(`${kind} `)) clients.delete(old)
  clients.set(key, client)
  return client
}

/** One call, with our patience and our errors. */
export const call = async <T>(
  kind: Patience,
  method: string,
  use: (client: WebClient) => Promise<T>,
): Promise<T> => {
  const client = await clientFor(kind)
  try {
    return await use(client)
  } catch (error) {
    throw slackError(method, error)
  }
}

export interface Content {
  /** What notifications and screen readers get; mrkdwn, so foreign text in it must be escaped. */
  text: string
  blocks: KnownBlock[]
}
/** Marks a message as the one for `key`, so that it is found again when the answer to its posting was lost. */
export interface Mark {
  eventType: string
  key: string
}
const unfurl = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const

/**
 * Posts a message and returns its `ts`. Never repeated on its own: a caller that tries again first asks `findMessage`.
 * @throws SlackUnavailable, SlackRateLimited, SlackRefused
 */
export const postMessage = async (
  message: Content & { channel: string; threadTs?: string; metadata?: Mark },
): Promise<string> => {
  const { channel, text, blocks, threadTs, metadata } = message
  const { ts } = await withoutUnknown(blocks, (shown) =>
    call('once', 'chat.postMessage', (client) =>
      client.chat.postMessage({
        channel,
        text,
        blocks: shown,
        ...unfurl,
        ...(threadTs ? { thread_ts: threadTs } : {}),
        ...(metadata
          ? { metadata: { event_type: metadata.eventType, event_payload: { key: metadata.key } } }
          : {}),
      }),
    ),
  )
  if (!ts) throw new SlackUnavailable('chat.postMessage: an answer without ts')
  return ts
}

/** What `use` does with the blocks; a Slack that does not know the folded one gets the message without it, and Details has the rest. */
const withoutUnknown = async <T>(
  blocks: KnownBlock[],
  use: (blocks: KnownBlock[]) => Promise<T>,
): Promise<T> => {
  try {
    return await use(blocks)
  } catch (error) {
    const known = blocks.filter(({ type }) => type !== 'container')
    const refused = error instanceof SlackRefused && error.code.startsWith('invalid_blocks')
    if (!refused || known.length === blocks.length) throw error
    return use(known)
  }
}

/** Replaces a message of ours. Both text and blocks are always sent: Slack drops the blocks of an update without them. */
export const updateMessage = async (
  message: Content & { channel: string; ts: string },
  kind: Patience = 'task',
): Promise<void> => {
  const { channel, ts, text, blocks } = message
  await withoutUnknown(blocks, (shown) =>
    call(kind, 'chat.update', (client) =>
      client.chat.update({ channel, ts, text, blocks: shown, parse: 'none', link_names: false }),
    ),
  )
}

const History = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
const PAGES = 5

/**
 * The `ts` of the message that was posted with this mark, newest first, in a channel or (`threadTs`) in a thread of it.
 * Looks back over a thousand messages, and not before `since` (ISO 8601).
 */
export const findMessage = async (
  where: Mark & { channel: string; threadTs?: string; since?: string },
): Promise<string | undefined> => {
  const { channel, threadTs, since, eventType, key } = where
  let cursor: string | undefined
  for (let page = 0; page < PAGES; page++) {
    const range = {
      channel,
      limit: 200,
      include_all_metadata: true,
      ...(since ? { oldest: (Date.parse(since) / 1000).toFixed(6) } : {}),
      ...(cursor ? { cursor } : {}),
    }
    const answer = await call(
      'task',
      threadTs ? 'conversations.replies' : 'conversations.history',
      async (client) =>
        History.parse(
          threadTs
            ? await client.conversations.replies({ ...range, ts: threadTs })
            : await client.conversations.history(range),
        ),
    )
    const found = answer.messages.find(
      ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload['key'] === key,
    )
    if (found) return found.ts
    cursor = answer.response_metadata?.next_cursor
    if (!cursor) return undefined
  }
  return undefined
}

/** A link to a message. */
export const permalinkOf = async (channel: string, ts: string): Promise<string> => {
  const { permalink } = await call('task', 'chat.getPermalink', (client) =>
    client.chat.getPermalink({ channel, message_ts: ts }),
  )
  if (!permalink) throw new SlackUnavailable('chat.getPermalink: an answer without a link')
  return permalink
}

/** The channel of our direct messages with a person. */
export const openDirect = async (user: string): Promise<string> => {
  const { channel } = await call('task', 'conversations.open', (client) =>
    client.conversations.open({ users: user }),
  )
  if (!channel?.id) throw new SlackUnavailable('conversations.open: an answer without a channel')
  return channel.id
}

/** Shows a message to one person in a channel; it is gone when they reload. */
export const postEphemeral = async (message: Content & { channel: string; user: string }): Promise<void> => {
  const { channel, user, text, blocks } = message
  await call('click', 'chat.postEphemeral', (client) =>
    client.chat.postEphemeral({ channel, user, text, blocks, parse: 'none', link_names: false }),
  )
}

/** Opens a modal; a `triggerId` is good for three seconds and for once. */
export const openView = async (triggerId: string, view: ModalView): Promise<void> => {
  await call('click', 'views.open', (client) => client.views.open({ trigger_id: triggerId, view }))
}

/** Replaces an open modal. */
export const updateView = async (viewId: string, view: ModalView): Promise<void> => {
  await call('click', 'views.update', (client) => client.views.update({ view_id: viewId, view }))
}

/** Replaces a person's App Home. */
export const publishHome = async (user: string, view: HomeView): Promise<void> => {
  await call('click', 'views.publish', (client) => client.views.publish({ user_id: user, view }))
}

const Member = z.object({
  id: z.string(),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
  /** The workspace that the account belongs to; in an organisation there are more that it may be a member of. */
  team_id: z.string().optional(),
  enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).optional(),
})
export type Member = z.infer<typeof Member>

const teams = new Map<string, string>()

/** The workspace that our bot is in; asked once for each token. */
export const ownTeam = async (): Promise<string> => {
  const { botToken } = await slackSecret()
  const known = teams.get(botToken)
  if (known) return known
  const { team_id: team } = await call('click', 'auth.test', (client) => client.auth.test())
  if (!team) throw new SlackUnavailable('auth.test: an answer without a workspace')
  teams.clear()
  teams.set(botToken, team)
  return team
}

/** What Slack says of a person now. */
export const userInfo = (id: string): Promise<Member> =>
  call('click', 'users.info', async (client) => Member.parse((await client.users.info({ user: id })).user))
