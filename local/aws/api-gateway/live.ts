// Why: agents hold a socket to API Gateway's WebSocket API; on the laptop it is `/v1/live`, with the management API beside it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import * as z from 'zod'
import { readBody } from '../../body.ts'
import { isOurs } from '../../server.ts'
import type { FunctionEntry } from '../../service.ts'
import {
  connectEvent,
  disconnectEvent,
  messageEvent,
  newConnectionId,
  type Socket,
} from './websocket-events.ts'

export const LIVE_PATH = '/v1/live'
/** The function whose schedule the laptop keeps itself: every jump in time would fire it hundreds of times. */
export const PINGS = 'ping'

const PING_EVERY_MS = 30_000
/** API Gateway's own limits: the size of a message, and how long a socket lives. */
const MESSAGE_BYTES = 128 * 1024
const LONGEST_MS = 2 * 3_600_000

export interface Live {
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
  /** `@connections`, the management API. A pause is a thousand calls of it at once, so nothing stands around them. */
  manage(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void>
  close(): void
}

type Invoke = (functionKey: string, event: unknown) => Promise<unknown>

const Answer = z.looseObject({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
})

/** Serves the `websocket` events of serverless.yml, and pings by real time. */
export function createLive(functions: FunctionEntry[], invoke: Invoke, managementPath: string): Live {
  const open = new Map<string, { client: WebSocket; connectedAt: number }>()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES })
  const prefix = `${managementPath}/@connections/`
  const keyOf = (route: string) => functions.find(({ sockets }) => sockets.includes(route))?.key

  const tell = async (route: string, event: object): Promise<unknown> => {
    const key = keyOf(route)
    return key === undefined ? { statusCode: 200 } : invoke(key, event)
  }

  const shake = async (socket: Socket, incoming: IncomingMessage): Promise<z.infer<typeof Answer>> => {
    try {
      return Answer.parse(await tell('$connect', connectEvent(socket, incoming)))
    } catch {
      return { statusCode: 500, headers: {} }
    }
  }

  const opened = (socket: Socket, client: WebSocket): void => {
    const { connectionId, connectedAt } = socket
    open.set(connectionId, { client, connectedAt })
    const oldAge = setTimeout(() => client.close(1001, 'Going away'), LONGEST_MS)
    const said = (error: unknown) => console.error(`A socket's event failed: ${String(error)}`)
    client.on('error', () => client.terminate())
    client.on('message', (data) => {
      tell('$default', messageEvent(socket, String(data))).catch(said)
    })
    client.on('close', (code) => {
      clearTimeout(oldAge)
      if (!open.delete(connectionId)) return
      tell('$disconnect', disconnectEvent(socket, code)).catch(said)
    })
  }

  const upgrade = async (incoming: IncomingMessage, duplex: Duplex, head: Buffer): Promise<void> => {
    const refuse = (status: number) => duplex.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\n\r\n`)
    duplex.on('error', () => duplex.destroy())
    if (!isOurs(incoming.headers.host ?? '')) return void refuse(403)
    if (new URL(incoming.url ?? '/', 'http://live').pathname !== LIVE_PATH) return void refuse(404)
    const socket: Socket = { connectionId: newConnectionId(), connectedAt: Date.now() }
    const { statusCode, headers } = await shake(socket, incoming)
    if (statusCode < 200 || statusCode > 299) return void refuse(statusCode)
    // Of the subprotocols that were offered only the one that the handler chose may be answered.
    const chosen = Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')
    incoming.headers['sec-websocket-protocol'] = chosen?.[1]
    if (!chosen) delete incoming.headers['sec-websocket-protocol']
    sockets.handleUpgrade(incoming, duplex, head, (client) => opened(socket, client))
  }

  const manage = async (incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void> => {
    const id = decodeURIComponent(url.pathname.slice(prefix.length))
    const data = await readBody(incoming, MESSAGE_BYTES)
    const connection = open.get(id)
    if (data === undefined) outgoing.writeHead(413, { 'x-amzn-errortype': 'PayloadTooLargeException' })
    else if (!connection) outgoing.writeHead(410, { 'x-amzn-errortype': 'GoneException' })
    else if (incoming.method === 'POST') {
      connection.client.send(data, { binary: false })
      outgoing.writeHead(200)
    } else if (incoming.method === 'DELETE') {
      connection.client.close(1000, 'Connection Closed Normally')
      outgoing.writeHead(204)
    } else outgoing.writeHead(403)
    outgoing.end()
  }

  const pings = setInterval(() => {
    if (open.size > 0) invoke(PINGS, { rounds: 1 }).catch(() => undefined)
  }, PING_EVERY_MS)

  return {
    upgrade: (incoming, duplex, head) => {
      upgrade(incoming, duplex, head).catch(() => duplex.destroy())
    },
    manage,
    close: () => {
      clearInterval(pings)
      const clients = [...open.values()].map(({ client }) => client)
      // Nobody is left to take their farewells.
      open.clear()
      for (const client of clients) client.terminate()
      sockets.close()
    },
  }
}
