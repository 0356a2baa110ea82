// An agent's socket as a client holds it: what was heard, in order, and waiting for what should be heard.
import { WebSocket } from 'ws'
import { until } from './until.ts'

export interface Heard {
  type: string
  revision?: number
  effective?: string
  engaged?: { scope: string; mode: string; reason: string; by: string }[]
  id?: string
  status?: string
}

export const openSocket = async (url: string, token: string, { subprotocol = false } = {}) => {
  const live = `${url.replace(/^http/, 'ws')}/v1/live`
  const socket = subprotocol
    ? new WebSocket(live, [`bearer.${token}`])
    : new WebSocket(live, { headers: { authorization: `Bearer ${token}` } })
  const heard: Heard[] = []
  let closed: number | undefined
  let refused: number | undefined
  socket.on('message', (data) => heard.push(JSON.parse(String(data)) as Heard))
  socket.on('close', (code) => {
    closed = code
  })
  socket.on('unexpected-response', (_, response) => {
    refused = response.statusCode
    socket.terminate()
  })
  socket.on('error', () => undefined)
  await until('the handshake to end', () => socket.readyState !== WebSocket.CONNECTING)
  return {
    heard,
    protocol: () => socket.protocol,
    refused: () => refused,
    closed: () => closed,
    hear: (what: string, matches: (message: Heard) => boolean) =>
      until(`to hear ${what}`, () => heard.find(matches)),
    close: () => socket.close(),
    vanish: () => socket.terminate(),
  }
}
