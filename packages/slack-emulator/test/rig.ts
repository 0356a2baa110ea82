// Serves a workspace on a free port with a bot behind it, so that tests speak to both over HTTP as production does.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { LogLevel, WebClient } from '@slack/web-api'
import { vi } from 'vitest'
import { matcher } from '../../../local/routes.ts'
import { createSlackWorkspace } from '../workspace.ts'

export const signingSecret = 'test-signing-secret'
export const botToken = 'xoxb-test'

interface BotRequest {
  headers: Record<string, string>
  body: string
}
export type Bot = (
  request: BotRequest,
) => Promise<{ status: number; body?: string; headers?: Record<string, string> }>

const people = [
  { id: 'UADA', name: 'Ada Admin', roles: ['platform'] },
  { id: 'UBEN', name: 'Ben Builder', roles: ['platform', 'on-call'] },
  { id: 'UGUEST', name: 'Guest', roles: [] },
]
const channels = [{ id: 'COPS', name: 'ops', purpose: 'Operations' }]

export type Rig = Awaited<ReturnType<typeof startRig>>

/** No bot of a test is too slow for it by accident: a busy machine must not look like one. */
const PATIENCE_MS = 600_000

/** A workspace whose bot is `bot` (by default one that accepts everything) and whose clock starts at the time of now. */
export async function startRig(bot: Bot = async () => ({ status: 200 }), ackTimeoutMs = PATIENCE_MS) {
  const db = new DatabaseSync(':memory:')
  const clock = { at: Date.now(), now: () => clock.at }
  const received: BotRequest[] = []
  const current = { bot }
  let baseUrl = ''

  const create = () =>
    createSlackWorkspace({
      db,
      clock,
      people,
      channels,
      signingSecret,
      botToken,
      botUrl: () => `${baseUrl}/slack/events`,
      baseUrl: () => baseUrl,
      ackTimeoutMs,
    })
  let workspace = create()
  let match = matcher(workspace.routes)

  const server = createServer(async (incoming, outgoing) => {
    const body = await textOf(incoming)
    const headers = incoming.headers as Record<string, string>
    const { pathname } = new URL(incoming.url ?? '/', baseUrl)
    if (pathname === '/slack/events') {
      received.push({ headers, body })
      const answer = await current.bot({ headers, body })
      outgoing.writeHead(answer.status, answer.headers).end(answer.body ?? '')
      return
    }
    const found = match(incoming.method ?? 'GET', pathname)
    const init = { method: incoming.method ?? 'GET', headers, ...(body ? { body } : {}) }
    const response = found
      ? await found.value(new Request(new URL(incoming.url ?? '/', baseUrl), init), found.params)
      : new Response('Not Found', { status: 404 })
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    for await (const chunk of response.body ?? []) outgoing.write(chunk)
    outgoing.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const call = async (method: string, path: string, body?: unknown) => {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(baseUrl + path, { method, ...init })
    return { status: response.status, json: await response.json() }
  }

  const get = async (path: string) => (await call('GET', path)).json
  const post = async (path: string, body: unknown) => (await call('POST', path, body)).json
  const slackApiUrl = `${baseUrl}/_slack/api/`
  const client = new WebClient(botToken, {
    slackApiUrl,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  })

  return {
    clock,
    received,
    baseUrl,
    setBot: (next: Bot) => {
      current.bot = next
    },
    client,
    get,
    post,
    call,
    /** The same database under a new workspace, as after a restart. */
    restart: () => {
      workspace.close()
      workspace = create()
      match = matcher(workspace.routes)
    },
    /** A person types a command; a person presses a button of a message. */
    type: (text: string) => post('/_local/commands', { user: 'UADA', channel: 'COPS', text }),
    click: (ts: string, extra = {}) =>
      post('/_local/actions', { user: 'UADA', channel: 'COPS', ts, action_id: 'go', ...extra }),
    postCard: async () =>
      (await client.chat.postMessage({ channel: 'COPS', text: 'card', blocks: card() })).ts ?? '',
    seenBy: async (user: string) => (await get(`/_local/channels/COPS/messages?user=${user}`)).messages,
    announce: (change: Parameters<typeof workspace.announce>[0]) => workspace.announce(change),
    stop: async () => {
      workspace.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      db.close()
    },
  }
}

/** What a bot answers that has something to say. */
export const json = (body: unknown) => ({
  status: 200,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

/** A bot that never answers; Slack's patience with it ends the moment it was asked. */
export const slow = (): Bot => {
  const patience = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(patience.signal)
  return () => {
    patience.abort(new DOMException('It took too long.', 'TimeoutError'))
    return new Promise(() => undefined)
  }
}

/** The interaction payload that the bot got in its n-th request (the last one unless said). */
export function payloadOf({ received }: Rig, index = -1) {
  const { body } = received.at(index) ?? { body: '' }
  return JSON.parse(new URLSearchParams(body).get('payload') ?? 'null')
}

/** The error code that a Web API call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<{ error: string; messages: string[] }> {
  try {
    await call
  } catch (error) {
    const { data } = error as { data: { error: string; response_metadata?: { messages?: string[] } } }
    return { error: data.error, messages: data.response_metadata?.messages ?? [] }
  }
  throw new Error('The call was not refused.')
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text })

/** Blocks of a card with two buttons. */
export const card = (value = 'v1') => [
  { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Deploy?' } },
  {
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, action_id: 'go', text: plain('Go'), value, style: 'primary' as const },
      { type: 'button' as const, action_id: 'stop', text: plain('Stop'), value },
    ],
  },
]

/** A modal with one required text input. */
export const modal = (title = 'Reason') => ({
  type: 'modal' as const,
  callback_id: 'reason',
  private_metadata: 'act_1',
  title: plain(title),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      label: plain('Why'),
      element: { type: 'plain_text_input' as const, action_id: 'text', max_length: 20 },
    },
  ],
})
