// Stands where AWS and Slack stand, and answers as each test says; what was asked is kept.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Reply {
  status: number
  body: string
  headers?: Record<string, string>
}
export interface Asked {
  path: string
  headers: IncomingMessage['headers']
  body: string
}
/** `hang`: the request is taken and never answered. */
export type Script = (asked: Asked) => Reply | 'hang' | 'hang up'

export const startUpstream = async () => {
  const asked: Asked[] = []
  const current: { script: Script } = { script: () => ({ status: 500, body: '' }) }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const seen = { path: request.url ?? '', headers: request.headers, body }
    asked.push(seen)
    const reply = current.script(seen)
    if (reply === 'hang') return
    if (reply === 'hang up') return void request.socket.destroy()
    response.writeHead(reply.status, reply.headers).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers: (script: Script) => {
      asked.length = 0
      current.script = script
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
export type Upstream = Awaited<ReturnType<typeof startUpstream>>

export const ok = (body: unknown): Reply => ({
  status: 200,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

/** Points the AWS SDK at `url`, with credentials that open nothing. */
export const pointAwsAt = (url: string): void => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
}
