// What machines and networks inside are called. Customers cannot use it, and somebody else could.
import type { Found } from './found.ts'

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const dot = '(?:\\.| \\. )'
const ipv4 = new RegExp(
  `(?<![\\w.])(?:${octet}${dot}){3}${octet}(?!\\w|\\.\\d)(?:/\\d{1,2}(?!\\d)|:\\d{2,5})?`,
  'g',
)
const isInside =
  /^(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./

const called =
  /\b(?:version|release|build|firmware|driver|patch|section|chapter|chrome|firefox|edge|plugin|safari|android|ios|macos|app|(?:update|upgrade)d? to)s? ?(?:no\.? |number )?v?$/i
/** “10.2.0.1 to ” after a version: the next one is a version too. */
const goesOn =
  /^(?:,| ?[/-]|,? (?:and|or|to|than|through|until|(?:is|was|are|were|be) (?:rolled|moved|set) back to))? ?$/i
const letThrough =
  /\b(?:allow|allowlist|whitelist|outgoing|egress|firewalls?)\b[^.!?\n]{0,60}(?:[^!?\n]{0,40}\d)?[^.!?\n]{0,12}$/i

/**
 * Four numbers with dots may be a version. They are one only where the words before say so (“version 10.2.0.1”, and what
 * that goes on to); everywhere else they are an address. A public address may be told where customers are to let us through.
 * Versions such as 4.2.1.3 begin with a single digit, addresses hardly ever do.
 */
const addresses = (text: string): Found[] => {
  const found: Found[] = []
  let versionEnd: number | undefined
  for (const { 0: match, index } of text.matchAll(ipv4)) {
    const end = index + match.length
    const before = text.slice(Math.max(0, index - 120), index)
    const plain = match.replaceAll(' ', '')
    const decorated = /[/:]/.test(match)
    const inFileName = /[a-z]-$/i.test(before) && !/\b(?:ip|host|node|server|db)-$/i.test(before)
    const followsVersion = versionEnd !== undefined && goesOn.test(text.slice(versionEnd, index))
    if (!decorated && (called.test(before) || followsVersion || inFileName)) versionEnd = end
    else if (/^\d\./.test(plain) && !decorated && !/^(?:1\.1\.1\.1|8\.8\.8\.8)$/.test(plain)) continue
    else if (isInside.test(plain) || !letThrough.test(before))
      found.push({ start: index, end, kind: 'an IP address' })
  }
  return found
}

interface Shape {
  kind: string
  pattern: RegExp
  really?: (match: string) => boolean
}
const shapes: Shape[] = [
  {
    kind: 'an IP address',
    pattern:
      /(?<![\w:.])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,6}:(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,5})?)(?![\w:])/gi,
    // `std::string`, `a::b` and `1::2` are no addresses.
    really: (match) => /\d/.test(match) && /[\da-f]{3}/i.test(match),
  },
  {
    kind: 'the address of a machine',
    pattern: /(?<![\w:-])[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}(?![\w:-])/gi,
    // Six pairs of mere digits are a time or a range; one address in three hundred looks like that.
    really: (match) => /[a-f]/i.test(match),
  },
  {
    kind: 'the name of an internal machine',
    pattern:
      /(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:internal|local|localdomain|lan|corp|intra|intranet|private|home\.arpa|cluster\.local|svc)(?![\w-]|\.(?:json|ya?ml|env|js|ts|md|txt|toml|ini|conf)\b)/gi,
  },
  {
    kind: 'the name of an internal machine',
    pattern:
      /(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:rds|cache|es|elb|compute|compute-1|redshift|docdb|neptune|elasticache|msk)\.amazonaws\.com\b/gi,
  },
  {
    kind: 'the name of an internal machine',
    pattern:
      /(?<![\w.-])(?:ip-\d{1,3}(?:-\d{1,3}){3}|(?:i|vpc|subnet|sg|vol|eni|ami|rtb|igw|nat|snap)-[0-9a-f]{8,17}|[a-z]{2,12}(?:-[a-z0-9]{1,12}){0,3}-(?:prod|prd|stg|staging|dev|db|node|host|web|app)-?\d{1,4})(?![\w-])/g,
  },
  // What Kubernetes puts behind the name of a pod has no vowels, so that it is never a word.
  {
    kind: 'the name of an internal machine',
    pattern:
      /(?<![\w.-])[a-z0-9](?:[a-z0-9-]{0,50}[a-z0-9])?-[0-9a-f]{8,10}-[bcdfghjklmnpqrstvwxz2-9]{5}(?![\w-])/g,
  },
  {
    kind: 'the name of an internal resource',
    pattern: /\barn:aws[a-z-]{0,12}:[a-z0-9-]{1,30}:[a-z0-9-]{0,20}:(?:\d{12})?:[\w/:.+=@-]{1,200}/g,
  },
]

export const findInternalNames = (text: string): Found[] => [
  ...addresses(text),
  ...shapes.flatMap(({ kind, pattern, really = () => true }) =>
    [...text.matchAll(pattern)]
      .filter(([match]) => really(match))
      .map(({ 0: match, index }) => ({ start: index, end: index + match.length, kind })),
  ),
]
