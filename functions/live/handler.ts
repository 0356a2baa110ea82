// `/v1/live`, the agents' sockets: who holds one is kept in the table, and what is said on them is said by others.
import type {
  APIGatewayProxyResultV2,
  APIGatewayProxyWebsocketEventV2,
  APIGatewayProxyWebsocketEventV2WithRequestContext,
  Context,
  APIGatewayEventWebsocketRequestContextV2 as RequestContext,
} from 'aws-lambda'
import { authenticate } from '#functions/http/authenticate.ts'
import { Problem } from '#functions/http/problem.ts'
import { noteSeen } from '#store/agent/agents.ts'
import { findConnection, putConnection, removeConnection } from '#store/agent/live.ts'
import { log, withFields } from '#telemetry/log.ts'

/** Only the first event of a socket, its handshake, has headers. */
type LiveEvent = APIGatewayProxyWebsocketEventV2WithRequestContext<RequestContext> & {
  headers?: Record<string, string | undefined>
}
type Result = Exclude<APIGatewayProxyResultV2, string>

/** Browsers and some clients can send no header of their own, so the token may come as a subprotocol. */
const subprotocol = /(?:^|,)\s*(?<whole>bearer\.(?<token>[^\s,]+))/

const connect = async ({ headers = {}, requestContext }: LiveEvent): Promise<Result> => {
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const offered = subprotocol.exec(lower['sec-websocket-protocol'] ?? '')?.groups
  const authorization = lower['authorization'] ?? (offered && `Bearer ${offered['token']}`)
  const { caller, tokenHash } = await authenticate({ authorization }, 'agent')
  await Promise.all([
    putConnection({
      connectionId: requestContext.connectionId,
      agent: caller.agent,
      tokenHash,
      connectedAt: new Date().toISOString(),
    }),
    noteSeen(caller, tokenHash),
  ])
  // The switch is told by whoever sees the new connection in the table: nothing can be sent before this has returned.
  return {
    statusCode: 200,
    ...(offered?.['whole'] ? { headers: { 'Sec-WebSocket-Protocol': offered['whole'] } } : {}),
  }
}

const disconnect = async ({ requestContext }: LiveEvent): Promise<Result> => {
  const connection = await findConnection(requestContext.connectionId)
  if (connection) await removeConnection(connection)
  return { statusCode: 200 }
}

const answer = async (event: APIGatewayProxyWebsocketEventV2): Promise<Result> => {
  const { routeKey } = event.requestContext
  try {
    if (routeKey === '$connect') return await connect(event)
    if (routeKey === '$disconnect') return await disconnect(event)
    // Agents have nothing to say here; whatever it is, it is not read.
    return { statusCode: 200 }
  } catch (error) {
    if (error instanceof Problem && error.status < 500) {
      log.info('live.refused', { status: error.status })
      return { statusCode: error.status }
    }
    log.fault('live.failed', error)
    return { statusCode: 503 }
  }
}

export const handler = (event: APIGatewayProxyWebsocketEventV2, context: Context): Promise<Result> => {
  const { routeKey, requestId, connectionId } = event.requestContext
  const fields = { function: context.functionName, route: routeKey, requestId, connection: connectionId }
  return withFields(fields, () => answer(event))
}
