// Why: handlers reach DynamoDB through here, so that its bad days can be played and the stream hears of every write.
import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { readBody } from '../../body.ts'
import type { WireAnswer } from '../../faults.ts'
import { type Outbound, Unanswered } from '../../outbound.ts'

/** DynamoDB's own limit of a request. */
const BODY_BYTES = 16 * 1024 * 1024

const writes =
  /^(?:Put|Update|Delete|TransactWrite|BatchWrite|ExecuteStatement|ExecuteTransaction|BatchExecute)/

export interface DynamoDbProxy {
  handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void>
  close(): void
}

interface Upstream {
  response: IncomingMessage
  body: Buffer
}

/** Passes calls on to `endpoint`; `onWrite` runs after each write that succeeded there. */
export function createDynamoDbProxy(
  endpoint: string,
  outbound: Outbound,
  onWrite: () => void,
): DynamoDbProxy {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })

  const forward = async (incoming: IncomingMessage, body: Buffer): Promise<Upstream> => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const { connection: _, ...headers } = incoming.headers
      const call = request(endpoint, { agent, method: 'POST', path: '/', headers }, resolve)
      call.setTimeout(30_000, () => call.destroy(new Error('DynamoDB did not answer within 30 s.')))
      call.once('error', reject)
      call.end(body)
    })
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk)
    return { response, body: Buffer.concat(chunks) }
  }

  return {
    handle: async (incoming, outgoing) => {
      const body = await readBody(incoming, BODY_BYTES)
      if (!body) return void incoming.socket.destroy()
      const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? ''
      const call = {
        ...({ target: 'dynamodb', operation } as const),
        // Made for the few that look at it: this passes every call of every handler.
        get signal() {
          const hungUp = new AbortController()
          outgoing.once('close', () => hungUp.abort())
          if (outgoing.destroyed) hungUp.abort()
          return hungUp.signal
        },
      }
      try {
        const answer = await outbound.pass(call, async () => {
          const upstream = await forward(incoming, body)
          if (upstream.response.statusCode === 200 && writes.test(operation)) onWrite()
          return upstream
        })
        if ('failure' in answer) sendFailure(outgoing, answer.failure)
        else outgoing.writeHead(answer.response.statusCode ?? 500, answer.response.headers).end(answer.body)
      } catch (error) {
        if (!(error instanceof Unanswered)) console.error('DynamoDB could not be reached:', error)
        incoming.socket.destroy()
      }
    },
    close: () => agent.destroy(),
  }
}

function sendFailure(outgoing: ServerResponse, { status, headers, body }: WireAnswer): void {
  outgoing.writeHead(status, headers).end(body)
}
