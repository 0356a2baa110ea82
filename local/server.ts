// Why: the whole system answers on one port of this machine, and to this machine's own pages only.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

const HOST = '127.0.0.1'
/** How long requests in flight may still take when we stop; long polls are cut. */
const CLOSE_MS = 500

export type Serve = (incoming: IncomingMessage, outgoing: ServerResponse, url: URL) => Promise<void>

export interface LocalServer {
  url: string
  port: number
  server: Server
  close(): Promise<void>
}

/** Listens on `port` of 127.0.0.1 (0 = any free one) and refuses what a foreign web page could send. */
export async function listen(port: number, serve: Serve): Promise<LocalServer> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, serve).catch((error: unknown) => {
      console.error(`${incoming.method} ${incoming.url} failed:`, error)
      if (outgoing.headersSent) outgoing.destroy()
      else refuse(outgoing, 500, 'Internal Server Error')
    })
  })
  // Longer than any client of ours keeps idle connections, so none is cut while a request is on its way.
  server.keepAliveTimeout = 75_000
  server.listen(port, HOST)
  await once(server, 'listening').catch((cause: unknown) => {
    throw new Error(
      codeOf(cause) === 'EADDRINUSE'
        ? `Port ${port} is in use: stop what listens there, or set PORT to another one.`
        : `Cannot listen on port ${port}: ${codeOf(cause)}.`,
      { cause },
    )
  })
  const address = server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${HOST}:${actual}`,
    port: actual,
    server,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const cut = setTimeout(() => server.closeAllConnections(), CLOSE_MS)
      await closed
      clearTimeout(cut)
    },
  }
}

/** Whether a request's Host header names this machine and not something that was made to point at it. */
export const isOurs = (host: string): boolean => /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, serve: Serve): Promise<void> {
  const host = incoming.headers.host ?? ''
  // A name that an attacker points at 127.0.0.1 would make their page same-origin with us.
  if (!isOurs(host)) return refuse(outgoing, 403, 'Forbidden')
  const url = URL.parse(incoming.url ?? '', `http://${host}`)
  if (!url || url.host !== host.replace(/:80$/, '')) return refuse(outgoing, 400, 'Bad Request')
  // These drive the workspace without any token, so only its own page and programs may call them.
  if (url.pathname.startsWith('/_') && isForeign(incoming, url)) return refuse(outgoing, 403, 'Forbidden')
  await serve(incoming, outgoing, url)
}

function isForeign({ headers }: IncomingMessage, url: URL): boolean {
  const { origin } = headers
  if (origin !== undefined && origin !== url.origin) return true
  return !['same-origin', 'none', undefined].includes(headers['sec-fetch-site']?.toString())
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
  outgoing.end(JSON.stringify({ message }))
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
