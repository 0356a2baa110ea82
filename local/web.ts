// Why: the emulators and the page speak web-standard requests and responses; the port speaks Node's.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { readBody } from './body.ts'
import { Unanswered } from './outbound.ts'
import type { Match, Routes } from './routes.ts'

const BODY_BYTES = 10 * 1024 * 1024

/** Answers one request with the matched handler. The request's `signal` ends when the client hangs up. */
export async function serveWeb(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  url: URL,
  { value: handler, params }: Match<Routes[string]>,
): Promise<void> {
  const body = await readBody(incoming, BODY_BYTES)
  if (!body) return void outgoing.writeHead(413, { connection: 'close' }).end()
  const hungUp = new AbortController()
  outgoing.once('close', () => hungUp.abort())
  const request = new Request(url, {
    method: incoming.method ?? 'GET',
    headers: headersOf(incoming),
    signal: hungUp.signal,
    ...(body.length > 0 && { body: Uint8Array.from(body) }),
  })
  try {
    await send(outgoing, await handler(request, params))
  } catch (error) {
    if (error instanceof Unanswered) return void incoming.socket.destroy()
    throw error
  }
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '')
  return headers
}

async function send(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (!response.body) return void outgoing.end()
  outgoing.flushHeaders()
  // The same stream under two names: the DOM's type and Node's.
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>)
  // A client that hangs up in the middle of an event stream is no failure.
  await pipeline(body, outgoing).catch(() => undefined)
}
