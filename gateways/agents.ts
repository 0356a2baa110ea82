// Speaking to agents over the sockets that they hold: many at once, a few at a time, and nobody waits for one that is gone.
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'

/** What is said on `/v1/live`. It only tells; everything is asked and answered over HTTP. */
export type LiveMessage =
  | { type: 'switch'; revision: number; effective: string; engaged: unknown[] }
  | { type: 'action'; id: string; status: string }
  | { type: 'ping' }

/** So many posts are under way at once; more would only queue on their way out. */
const AT_ONCE = 50

let client: ApiGatewayManagementApiClient | undefined

/** Made when first needed, since each stage of the API has an endpoint of its own. */
const management = (): ApiGatewayManagementApiClient => {
  const endpoint = process.env['LIVE_API_ENDPOINT']
  if (!endpoint) throw new Error('LIVE_API_ENDPOINT is not set')
  client ??= new ApiGatewayManagementApiClient({
    endpoint,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 500,
      requestTimeout: 2_000,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: AT_ONCE },
      httpsAgent: { keepAlive: true, maxSockets: AT_ONCE },
    },
  })
  return client
}

/** Whether it arrived at an open socket; false when the socket is gone, or not open yet. Tries twice, 5 s at most. */
export const send = async (connectionId: string, message: LiveMessage): Promise<boolean> => {
  try {
    const Data = JSON.stringify(message)
    await management().send(new PostToConnectionCommand({ ConnectionId: connectionId, Data }))
    return true
  } catch (error) {
    if (error instanceof GoneException) return false
    throw error
  }
}

export interface Delivery<To> {
  /** Those whose socket is gone. */
  gone: To[]
  /** Those who could not be reached, which says nothing about their socket. */
  failed: To[]
}

/** Tells each of `all` what `messageFor` says; one that fails does not keep the others from hearing it. */
export const sendEach = async <To extends { connectionId: string }>(
  all: readonly To[],
  messageFor: (to: To) => LiveMessage,
): Promise<Delivery<To>> => {
  const delivery: Delivery<To> = { gone: [], failed: [] }
  const waiting = [...all]
  const speak = async (): Promise<void> => {
    for (let to = waiting.pop(); to; to = waiting.pop()) {
      try {
        if (!(await send(to.connectionId, messageFor(to)))) delivery.gone.push(to)
      } catch {
        delivery.failed.push(to)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, speak))
  return delivery
}

/** Closes a socket; one that is gone already is as good. */
export const hangUp = async (connectionId: string): Promise<void> => {
  try {
    await management().send(new DeleteConnectionCommand({ ConnectionId: connectionId }))
  } catch (error) {
    if (!(error instanceof GoneException)) throw error
  }
}
