// Servers and ports for tests: on this machine only, on whatever port is free, ended with all their connections.
import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
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

/** A port that nothing listens on now, for a process that must be told one. */
export const freePort = async (): Promise<number> => {
  const { url, close } = await listen(createServer())
  await close()
  return Number(new URL(url).port)
}
