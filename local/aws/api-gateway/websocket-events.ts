// Why: handlers meet the same events locally as behind API Gateway's WebSocket API.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** API Gateway's ids look like this: 15 characters of base64 and a `=`. */
export const newConnectionId = (): string =>
  `${randomBytes(12).toString('base64url').slice(0, 15).replaceAll('_', 'a')}=`

export interface Socket {
  connectionId: string
  connectedAt: number
}

const contextOf = ({ connectionId, connectedAt }: Socket, routeKey: string, eventType: string) => ({
  routeKey,
  eventType,
  connectionId,
  connectedAt,
  messageDirection: 'IN',
  stage: 'local',
  apiId: 'local',
  domainName: '127.0.0.1',
  requestId: crypto.randomUUID(),
  extendedRequestId: crypto.randomUUID(),
  requestTime: new Date().toUTCString(),
  requestTimeEpoch: Date.now(),
})

/** The handshake, the only event with headers; they keep the case that the client wrote. */
export const connectEvent = (socket: Socket, { rawHeaders }: IncomingMessage): object => {
  const pairs: [string, string][] = []
  for (let i = 0; i < rawHeaders.length; i += 2) pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? ''])
  const multiValueHeaders: Record<string, string[]> = {}
  for (const [name, value] of pairs) multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value]
  return {
    headers: Object.fromEntries(pairs),
    multiValueHeaders,
    requestContext: contextOf(socket, '$connect', 'CONNECT'),
    isBase64Encoded: false,
  }
}

export const messageEvent = (socket: Socket, body: string): object => ({
  requestContext: { ...contextOf(socket, '$default', 'MESSAGE'), messageId: crypto.randomUUID() },
  body,
  isBase64Encoded: false,
})

export const disconnectEvent = (socket: Socket, code: number): object => ({
  headers: {},
  requestContext: { ...contextOf(socket, '$disconnect', 'DISCONNECT'), disconnectStatusCode: code },
  isBase64Encoded: false,
})
