// The gateway's own WebSocket protocol, as an operator's client speaks it: the widest door there is.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { until } from './until.ts'

interface Frame {
  type?: string
  id?: string
  event?: string
  ok?: boolean
  payload?: unknown
  error?: { message?: string; code?: string }
}

const scopes = ['admin', 'read', 'write', 'approvals', 'questions', 'pairing', 'talk'].map(
  (scope) => `operator.${scope}`,
)

const connect = async (url: string, token: string) => {
  const socket = new WebSocket(url.replace('http', 'ws'))
  const waiting = new Map<string, (frame: Frame) => void>()
  const events: Frame[] = []
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame
    if (frame.type === 'res' && frame.id) waiting.get(frame.id)?.(frame)
    else if (frame.type === 'event') {
      events.push(frame)
      socket.emit('gateway-event', frame)
    }
  })
  const challenged = once(socket, 'gateway-event')
  await once(socket, 'open')
  await challenged
  const call = async (method: string, params: object = {}): Promise<unknown> => {
    const id = randomUUID()
    const answered = new Promise<Frame>((resolve) => waiting.set(id, resolve))
    socket.send(JSON.stringify({ type: 'req', id, method, params }))
    const { ok, payload, error } = await answered
    waiting.delete(id)
    if (!ok) throw new Error(`${method}: ${error?.message ?? 'refused'}`)
    return payload
  }
  await call('connect', {
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'gateway-client', version: '0.0.0', platform: 'linux', mode: 'backend' },
    role: 'operator',
    scopes,
    caps: [],
    commands: [],
    permissions: {},
    auth: { token },
  })
  return { call, events: () => events, close: () => socket.close() }
}

export type Rpc = Awaited<ReturnType<typeof connect>>

/** A connection as the gateway's administrator, once it takes one: health comes before its last services. */
export const openRpc = async (url: string, token = 'local-token'): Promise<Rpc> =>
  until('the gateway taking connections', () => connect(url, token).catch(() => undefined), 60_000)
