// Starts a server on a free port of this machine and knows how to end it with all its connections.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export const listen = async (
  server: Server,
  port = 0,
): Promise<{ url: string; close: () => Promise<void> }> => {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
