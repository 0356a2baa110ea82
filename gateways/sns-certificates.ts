// What SNS asks of a receiver: its signing key from its own address, and a visit that confirms a subscription.
import { type KeyObject, X509Certificate } from 'node:crypto'

/** Not an address of SNS: nothing was fetched. */
export class NotFromSns extends Error {
  override name = 'NotFromSns'
}
/** SNS did not answer as expected; it may be tried again. */
class SnsUnavailable extends Error {
  override name = 'SnsUnavailable'
}

const TIMEOUT_MS = 3_000
const MAX_BYTES = 64 * 1024
const KEPT = 20

const kept = new Map<string, X509Certificate>()

const addressOfSns = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain = url?.protocol === 'https:' && !url.port && !url.username && !url.password && !url.hash
  if (!url || !plain || !/^sns\.[a-z0-9-]{4,30}\.amazonaws\.com(\.cn)?$/.test(url.hostname))
    throw new NotFromSns('The address is not one of SNS.')
  return url
}

const get = async (url: URL): Promise<string> => {
  let response: Response
  try {
    response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (!response.ok) throw new SnsUnavailable(`SNS answered ${response.status}.`)
    const text = await response.text()
    if (text.length <= MAX_BYTES) return text
  } catch (error) {
    if (error instanceof SnsUnavailable) throw error
    throw new SnsUnavailable(`SNS could not be asked: ${error instanceof Error ? error.name : 'error'}`)
  }
  throw new SnsUnavailable('SNS answered with more than a certificate.')
}

const certificateAt = async (url: URL): Promise<X509Certificate> => {
  const known = kept.get(url.href)
  if (known) return known
  const text = await get(url)
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(text)
  } catch {
    throw new SnsUnavailable('SNS answered with something else than a certificate.')
  }
  if (kept.size >= KEPT) kept.clear()
  kept.set(url.href, certificate)
  return certificate
}

const certificateAddress = (text: string): URL => {
  const url = addressOfSns(text)
  if (url.search || !/^\/SimpleNotificationService-[0-9a-f]{16,64}\.pem$/.test(url.pathname))
    throw new NotFromSns('The address is not one of a certificate of SNS.')
  return url
}

/**
 * Looks at the address alone.
 * @throws NotFromSns
 */
export const assertCertificateAddress = (address: string): void => void certificateAddress(address)

/**
 * The key that SNS signs with, from the certificate at `address`, which is fetched once. At most three seconds.
 * @param now milliseconds since the epoch
 * @throws NotFromSns when the address is not a certificate of SNS, or the certificate is not valid now; SnsUnavailable
 */
export const snsKey = async (address: string, now: number): Promise<KeyObject> => {
  const url = certificateAddress(address)
  const certificate = await certificateAt(url)
  if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo))
    throw new NotFromSns('The certificate is not valid at this time.')
  return certificate.publicKey
}

/**
 * Visits the address that confirms a subscription. May be repeated. At most three seconds.
 * @throws NotFromSns when it is no such address; SnsUnavailable
 */
export const confirmSubscription = async (address: string): Promise<void> => {
  const url = addressOfSns(address)
  if (url.pathname !== '/' || url.searchParams.get('Action') !== 'ConfirmSubscription')
    throw new NotFromSns('The address is not one that confirms a subscription.')
  await get(url)
}
