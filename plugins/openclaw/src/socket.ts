// Opens the live socket with the token where it belongs: Node's WebSocket takes headers, which the web's types do not know.

type SocketWithHeaders = new (url: string, options: { headers: Record<string, string> }) => WebSocket

/** A WebSocket that authenticates itself as the gate's other requests do. */
export const openSocket = (url: string, token: string): WebSocket =>
  new (WebSocket as unknown as SocketWithHeaders)(url, { headers: { authorization: `Bearer ${token}` } })
