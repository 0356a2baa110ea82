// Says where a URL leads: to the public, or inside, by every spelling of an address that a fetcher would understand.

/** The tokens that this product gives out; the second kind is the laptop's. */
const ownToken =
  /claw_[A-Za-z0-9_-]{20,}|local-(agent|operator|webhook|signing|pagerduty|github|bot)-(token|secret)(-\d+)?/

const decoded = (text: string): string => {
  let inner = text
  // Encoded once is usual, twice happens; more is nobody's URL.
  for (let round = 0; round < 3; round++) {
    try {
      const next = decodeURIComponent(inner)
      if (next === inner) break
      inner = next
    } catch {
      break
    }
  }
  return inner
}

const base64Texts = (text: string): string[] =>
  (text.match(/[A-Za-z0-9+/_-]{16,4096}={0,2}/g) ?? [])
    .slice(0, 20)
    .map((word) => Buffer.from(word, 'base64').toString('latin1'))

/** Whether the text carries one of our own tokens, also percent- or base64-encoded. */
export const hasOwnToken = (text: string): boolean => {
  const plain = decoded(text)
  return [text, plain, ...base64Texts(plain)].some((each) => ownToken.test(each))
}

const privateV4 = ([a = 0, b = 0, c = 0]: readonly number[]): boolean =>
  a === 0 ||
  a === 10 ||
  a === 127 ||
  a >= 224 ||
  (a === 100 && b >= 64 && b < 128) ||
  (a === 169 && b === 254) ||
  (a === 172 && b >= 16 && b < 32) ||
  (a === 192 && b === 168) ||
  (a === 192 && b === 0 && (c === 0 || c === 2)) ||
  (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
  (a === 203 && b === 0 && c === 113) ||
  // Metadata services of two clouds that stand on public numbers.
  (a === 168 && b === 63 && c === 129)

/** The eight groups of an IPv6 address as WHATWG writes it: compressed, in lower case, without dotted quads. */
const groupsOf = (address: string): number[] => {
  const [head = '', tail] = address.split('::')
  const read = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [first, last] = [read(head), read(tail ?? '')]
  return tail === undefined
    ? first
    : [...first, ...Array<number>(Math.max(0, 8 - first.length - last.length)).fill(0), ...last]
}

const privateV6 = (address: string): boolean => {
  const groups = groupsOf(address)
  const [first = 0, second = 0] = groups
  const quad = (at: number) => [
    groups[at]! >> 8,
    groups[at]! & 255,
    groups[at + 1]! >> 8,
    groups[at + 1]! & 255,
  ]
  if (groups.slice(0, 5).every((group) => group === 0))
    return groups[5] === 0xffff || groups[5] === 0 ? groups[5] === 0 || privateV4(quad(6)) : true
  // Only 2000::/3 is public; parts of it carry an IPv4 address or are kept for documents and benchmarks.
  if (first === 0x64 && second === 0xff9b) return privateV4(quad(6))
  if (first < 0x2000 || first > 0x3fff) return true
  if (first === 0x2002) return privateV4(quad(1))
  return first === 0x2001 && (second === 0 || second === 0xdb8 || (second >= 0x10 && second < 0x30))
}

const insideNames =
  /^(localhost|ip6-localhost|ip6-loopback|broadcasthost|metadata|instance-data|kubernetes|gateway|host|docker|wpad)$|(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|in-addr\.arpa|ip6\.arpa|test|invalid|onion|svc|cluster|consul)$|(^|\.)(localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|yoogle\.com|fuf\.me|nip\.io|sslip\.io|xip\.io|traefik\.me|localho\.st|1u\.ms|rbndr\.us|rebind\.it|metadata\.google\.internal|metadata\.goog|metadata\.azure\.com|instance-data\.ec2\.internal|metadata\.tencentyun\.com|metadata\.packet\.net|metadata\.platformequinix\.com)$/

const longest = 8_192

export interface Inside {
  /** Whether nobody may let it through; otherwise people are asked. */
  never: boolean
  reason: string
}
const never = (reason: string): Inside => ({ never: true, reason })
const asks = (reason: string): Inside => ({ never: false, reason })

/** `example.com:80/x` is an address without its scheme, not a scheme. */
const withScheme = (given: string): string =>
  /^[a-z][a-z0-9+.-]*:/i.test(given) && !/^(localhost|[\w-]+(\.[\w-]+)+):\d+([/?#]|$)/i.test(given)
    ? given
    : `http://${given.replace(/^[/\\]+/, '')}`

/** Why an address is not the public's; undefined when it is. */
export const insideAddress = (url: string): Inside | undefined => {
  if (url.length > longest) return asks('is longer than addresses are')
  const given = url
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .trim()
  let read: URL
  try {
    read = new URL(withScheme(given))
  } catch {
    return asks('is no address that can be read')
  }
  if (/^(view-source|blob|jar|feed):$/.test(read.protocol))
    return insideAddress(given.slice(read.protocol.length))
  if (read.protocol === 'file:') return never('opens a file of the gateway')
  // URL undoes decimal, hexadecimal, octal and shortened numbers in addresses of the web; the dot at the end it keeps.
  const web = /^(https?|wss?|ftp):$/.test(read.protocol)
  if (!web) return asks(`begins with ${read.protocol}, which is not the web`)
  const host = read.hostname.replace(/\.+$/, '').toLowerCase()
  const v4 = /^\d+(\.\d+){3}$/.test(host) ? host.split('.').map(Number) : undefined
  if (host.startsWith('[') ? privateV6(host.slice(1, -1)) : v4 && privateV4(v4))
    return never('leads to a private address')
  if (!host.startsWith('[') && !v4 && (!host.includes('.') || insideNames.test(host)))
    return never('leads to a name inside')
  if (given.includes('\\')) return asks('has a backslash, which fetchers read differently')
  return read.protocol.startsWith('http')
    ? undefined
    : asks(`begins with ${read.protocol}, which is not the web`)
}
