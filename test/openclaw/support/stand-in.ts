// A small gate with the contract's shapes, for what the real one cannot be made to do: garbage, wrong dates, lost answers.
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { digestOf, isRecord } from '#plugins/openclaw/src/json.ts'
import { listen } from './listen.ts'

const agent = 'demo-agent'

export interface Seen {
  method: string
  path: string
  body: Record<string, unknown>
  headers: NodeJS.Dict<string | string[]>
}

export interface Reply {
  status?: number
  body?: unknown
  headers?: Record<string, string>
  /** The connection is cut instead of answered. */
  cut?: boolean
}

/** Path without query, or undefined for the default; a promise that never resolves is a gate that hangs. */
export type Script = (seen: Seen) => Reply | undefined | Promise<Reply | undefined>

/** Stands for the digest that an honest gate would answer with. */
const computed = 'computed'

/** What an honest gate adds to an answer: the digest of what it was asked, and the id of what it was asked about. */
const honest = ({ method, path, body: asked }: Seen, body: unknown): unknown => {
  if (!isRecord(body)) return body
  const { tool, params } = asked
  if (body['digest'] === computed) return { ...body, digest: digestOf({ agent, tool, params }) }
  const id = /^\/v1\/actions\/([^/?]+)(\?|$)/.exec(path)?.[1]
  return method === 'GET' && id !== undefined ? { id, ...body } : body
}

const decision = (id: string, verdict: string) => ({
  id,
  decision: verdict,
  reason: `It says ${verdict}.`,
  policies: ['a-policy'],
  policyVersion: 'sha256:0',
  digest: computed,
  switchRevision: 1,
  ...(verdict === 'pending'
    ? { approval: { roles: ['support'], quorum: 1, expiresAt: '2026-01-01T00:00:00Z' } }
    : {}),
})

/** Answers every ask with `allow`, every start with `allow`, and the switch with `run`, unless the script says otherwise. */
export const startStandIn = async (script: Script = () => undefined, port = 0) => {
  const seen: Seen[] = []
  const switchState = { revision: 1, effective: 'run', engaged: [] as object[] }
  const sockets = new Set<WebSocket>()
  const upgrades: IncomingMessage[] = []
  const waiting = new Set<() => void>()
  let actions = 0

  const usual = async ({ method, path }: Seen): Promise<Reply> => {
    const at = `${method} ${path.split('?')[0]}`
    if (at === 'POST /v1/actions') return { body: decision(`act_${++actions}`, 'allow') }
    if (/^POST .*\/start$/.test(at)) return { body: { decision: 'allow', reason: '' } }
    if (/^GET \/v1\/actions\//.test(at)) return { body: { status: 'approved', reason: '', votes: [] } }
    if (at === 'GET /v1/agent') return { body: { agent, liveUrl: `${url.replace('http', 'ws')}/v1/live` } }
    if (at === 'GET /v1/switch') {
      const since = Number(new URLSearchParams(path.split('?')[1]).get('since') ?? 0)
      if (since === switchState.revision && !path.includes('wait=0'))
        await new Promise<void>((resolve) => waiting.add(resolve))
      return { body: switchState }
    }
    return { status: 204 }
  }

  const server = createServer(async (incoming, outgoing) => {
    const said = await text(incoming)
    const entry: Seen = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      body: said === '' ? {} : JSON.parse(said),
      headers: incoming.headers,
    }
    seen.push(entry)
    const reply = (await script(entry)) ?? (await usual(entry))
    if (reply.cut) return incoming.socket.destroy()
    outgoing.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
    const body = honest(entry, reply.body)
    return outgoing.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body))
  })
  const live = new WebSocketServer({ server, path: '/v1/live' })
  const push = (message: object) => {
    for (const socket of sockets) socket.send(JSON.stringify(message))
  }
  live.on('connection', (socket, incoming) => {
    upgrades.push(incoming)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.send(JSON.stringify({ type: 'switch', ...switchState }))
  })
  const { url, close } = await listen(server, port)
  return {
    url,
    seen,
    asked: (path: RegExp) => seen.filter((entry) => path.test(`${entry.method} ${entry.path}`)),
    decision,
    push,
    sockets: () => sockets.size,
    upgrades: () => upgrades,
    cutSockets: () => {
      for (const socket of sockets) socket.terminate()
      sockets.clear()
    },
    revision: () => switchState.revision,
    setSwitch: (next: Partial<typeof switchState>) => {
      Object.assign(switchState, next, { revision: switchState.revision + 1 })
      push({ type: 'switch', ...switchState })
      for (const resolve of waiting) resolve()
      waiting.clear()
    },
    /** What was engaged is over, as when its time is up: nobody is told. */
    expireSwitch: () => Object.assign(switchState, { effective: 'run', engaged: [] }),
    close: async () => {
      for (const socket of sockets) socket.terminate()
      for (const resolve of waiting) resolve()
      await close()
    },
  }
}

export type StandIn = Awaited<ReturnType<typeof startStandIn>>
