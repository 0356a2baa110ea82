// SNS for one process: everything that leaves it ends at a proxy here, behind which the hosts of SNS answer over TLS under
// their own names, so that the product's checks of hosts, certificates and signatures run as they are deployed.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, setGlobalProxyFromEnv } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { Laptop } from './laptop.ts'
import { selfSigned } from './sns-certificate.ts'
import { certificateUrls, confirmationUrl, HOST, type SnsMessage, signedText } from './sns-messages.ts'

const DAY_MS = 86_400_000
const rsaKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const between = (fromDays: number, untilDays: number) => ({
  from: new Date(Date.now() + fromDays * DAY_MS),
  until: new Date(Date.now() + untilDays * DAY_MS),
})

/** One at a time: the process's proxy and trusted certificates are its own until `stop`. */
export const startSns = async () => {
  const key = rsaKey()
  const strangersKey = rsaKey()
  const certificate = selfSigned(key, { hosts: [HOST], ...between(-1, 30) })
  const pages = new Map<string, string>([
    [certificateUrls.valid, certificate],
    [certificateUrls.renewed, certificate],
    [certificateUrls.expired, selfSigned(key, { hosts: [HOST], ...between(-30, -1) })],
    [confirmationUrl, '<ConfirmSubscriptionResponse/>'],
  ])
  const visits: string[] = []
  let away = false

  const sns = createTlsServer(
    { key: key.export({ type: 'pkcs8', format: 'pem' }), cert: certificate },
    ({ headers, url }, response) => {
      const address = `https://${headers.host}${url}`
      visits.push(address)
      const page = pages.get(address)
      response.writeHead(away ? 500 : page === undefined ? 404 : 200).end(page)
    },
  )
  const proxy = createServer(({ url }, response) => {
    visits.push(String(url))
    response.writeHead(502).end()
  })
  proxy.on('connect', ({ url }, socket) => {
    if (url !== `${HOST}:443`) {
      visits.push(String(url))
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
      return
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    sns.emit('connection', socket)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, certificate])
  const withoutProxy = setGlobalProxyFromEnv({
    http_proxy: address,
    https_proxy: address,
    no_proxy: '127.0.0.1',
  })

  return {
    /** Every address that was asked for outside this machine, in order. */
    visits,
    sign: (message: SnsMessage, by: 'sns' | 'stranger' = 'sns'): SnsMessage => {
      const hash = message['SignatureVersion'] === '1' ? 'sha1' : 'sha256'
      const signature = sign(hash, Buffer.from(signedText(message)), by === 'sns' ? key : strangersKey)
      return { ...message, Signature: signature.toString('base64') }
    },
    /** While it is away every visit is answered with an error. */
    goAway: (now: boolean) => {
      away = now
    },
    stop: async () => {
      withoutProxy()
      setDefaultCACertificates(trusted)
      sns.closeAllConnections()
      proxy.closeAllConnections()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}
export type Sns = Awaited<ReturnType<typeof startSns>>

/** The way SNS delivers: JSON that says it is plain text. */
export const deliveringTo = (laptop: Laptop) => {
  const deliver = (message: SnsMessage | string) =>
    laptop.send<{ received: number; new: number; detail: string; errors?: { field: string }[] }>(
      'POST',
      '/webhooks/cloudwatch',
      {
        body: typeof message === 'string' ? message : JSON.stringify(message),
        headers: { 'content-type': 'text/plain; charset=UTF-8' },
      },
    )
  return {
    deliver,
    /** Delivers it and checks that the table is to the byte what it was before. */
    untouched: async (message: SnsMessage | string) => {
      const before = await laptop.table.items()
      const answer = await deliver(message)
      const written = (await laptop.table.items()).filter(
        (item) => !before.some((old) => isDeepStrictEqual(old, item)),
      )
      expect({ written, status: answer.status }).toEqual({ written: [], status: answer.status })
      return answer
    },
  }
}
