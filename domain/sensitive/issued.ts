// The first layer: credentials that are known by their own look, whatever stands around them.
import type { Found } from './found.ts'
import { knownBy, knownByShape } from './issuer-shapes.ts'
import { isMadeOfWords, isRandomString, looksRandom } from './randomness.ts'

/** Nothing that an issuer gives out is shorter. */
const SHORTEST = 12

const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
/** `%2F` and `\n` end what stands before them, as they are no letters of it. */
const PERCENT = 37
const BACKSLASH = 92
const isAfterEscape = (text: string, at: number): boolean =>
  (text.charCodeAt(at - 3) === PERCENT && /^%[\dA-Fa-f]{2}$/.test(text.slice(at - 3, at))) ||
  (text.charCodeAt(at - 2) === BACKSLASH && /^[nrt]$/.test(text[at - 1]!))

/** The issuer's own letters are followed by something that nobody would write. */
const isIssued = (match: string, prefix: number): boolean => !isMadeOfWords(match.slice(prefix))

interface Matched {
  /** Nothing when it is made of words: then there is none before `end` either. */
  found?: Found
  end: number
}
const issuedAt = (text: string, start: number): Matched => {
  let end = start + 1
  for (const { kind, pattern, head } of knownBy(text, start)) {
    if (!text.startsWith(head, start)) continue
    pattern.lastIndex = start
    const match = pattern.exec(text)?.[0]
    if (match === undefined) continue
    end = Math.max(end, start + match.length)
    if (isIssued(match, head.length)) return { found: { start, end: start + match.length, kind }, end }
  }
  return { end }
}

/** Character by character, for this is asked of every text: most words end at their first two letters. */
const byPrefix = (text: string): Found[] => {
  const found: Found[] = []
  let inWord = false
  for (let at = 0; at <= text.length - SHORTEST; at++) {
    const isWord = isWordCode(text.charCodeAt(at))
    const begins = isWord && (!inWord || isAfterEscape(text, at))
    inWord = isWord
    if (!begins) continue
    const matched = issuedAt(text, at)
    if (matched.found) found.push(matched.found)
    at = matched.end - 1
  }
  return found
}

interface Look {
  kind: string
  /** Without any of these the text is not searched: asking whether is far cheaper than asking where. */
  hints: readonly string[]
  /** The first capture group, where there is one, is the secret; otherwise the whole match is. */
  pattern: RegExp
  really?: (match: string) => boolean
}
const looks: readonly Look[] = [
  {
    kind: 'private key',
    hints: ['PRIVATE KEY'],
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----BEGIN)[\s\S]){0,10000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?=-----BEGIN)|$)/dg,
  },
  {
    kind: 'private key',
    hints: ['PuTTY-User-Key-File'],
    pattern:
      /\bPuTTY-User-Key-File-\d:[^\n]{0,100}(?:\n[A-Z][A-Za-z-]{2,30}: [^\n]{0,200}|\n[A-Za-z0-9+/=]{1,80}){0,100}/dg,
  },
  // What remains of a private key when its first line was cut off: the beginning of the encoded key itself.
  {
    kind: 'private key',
    hints: ['MII', 'b3BlbnNzaC1rZXktdjE', 'LS0tLS1CRUdJTi'],
    pattern:
      /(?<![A-Za-z0-9+/])(?:MII[CEJ][A-Za-z0-9+/]{2}IBAA[A-Za-z0-9+/=\s]{40,10000}|b3BlbnNzaC1rZXktdjE[A-Za-z0-9+/=\s]{40,10000}|LS0tLS1CRUdJTi[A-Za-z0-9+/=\s]{40,10000})/dg,
  },
  // Two parts of base64 with JSON in the first; the signature may be missing, and encrypted ones have five parts.
  {
    kind: 'JSON web token',
    hints: ['eyJ', 'ewo'],
    pattern:
      /(?<![A-Za-z0-9])(?:eyJ|ewog|ewoi)[A-Za-z0-9_-]{8,2000}={0,2}\.[A-Za-z0-9_-]{4,4000}={0,2}\.[A-Za-z0-9_-]{0,1000}(?:\.[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{1,200})?/dg,
  },
  { kind: 'JSON web token', hints: ['ZXlK'], pattern: /(?<![A-Za-z0-9])ZXlK[A-Za-z0-9+/=_-]{60,4000}/dg },
  {
    kind: 'Slack webhook',
    hints: ['hooks.slack'],
    pattern: /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9/_-]{20,200})/dg,
  },
  {
    kind: 'Discord webhook',
    hints: ['/api/webhooks/'],
    pattern: /discord(?:app)?\.com\/api\/webhooks\/(\d{15,20}\/[A-Za-z0-9_-]{20,100})/dg,
  },
  {
    kind: 'Teams webhook',
    hints: ['webhook.office.com', 'logic.azure.com', 'powerplatform.com'],
    pattern:
      /(?:webhook\.office\.com\/webhookb2|(?:logic\.azure|powerplatform)\.com(?::\d{1,5})?[\w/.-]{0,120}\/workflows)\/([^\s"'<>]{30,600})/dg,
  },
  {
    kind: 'webhook address',
    hints: ['hooks.zapier.com', '.tines.com', 'maker.ifttt.com', 'hook.', 'chat.googleapis.com', 'webhook/'],
    pattern:
      /(?:hooks\.zapier\.com\/hooks\/catch|\.tines\.com\/webhook|maker\.ifttt\.com\/(?:use|trigger\/\w{1,80}\/with\/key)|hook\.(?:\w{1,8}\.)?make\.com|chat\.googleapis\.com\/v1\/spaces)\/([\w/?=&%.-]{16,400})/dg,
  },
  {
    kind: 'signed address',
    hints: ['ignature', 'sig=', 'Token=', '-token=', 'SIG='],
    pattern:
      /[?&;](?:X-Amz-(?:Signature|Security-Token)|X-Goog-Signature|sig|signature|Key-Pair-Id|Policy)=([A-Za-z0-9%+/=_~-]{16,2000})/dgi,
  },
  { kind: 'password', hints: ['://'], pattern: /:\/\/[^\s:/@"'<>]{0,100}:([^\s/@"'<>]{1,200})@/dg },
  // A password with a slash in it is no valid address, and people write it all the same.
  {
    kind: 'password',
    hints: ['://'],
    pattern: /:\/\/[^\s:/@"'<>?]{1,100}:([^\s@"'<>]{1,200})@[\w.-]{1,200}/dg,
    really: (value) => !/^\d{1,5}(?:\/|$)/.test(value),
  },
  { kind: 'password', hints: ['://'], pattern: /:\/\/([A-Za-z0-9_-]{20,200})@/dg },
  {
    kind: 'Azure key',
    hints: ['Q~', '+ACR', '==', 'JQQJ99'],
    pattern:
      /(?<![A-Za-z0-9_~.-])(?:[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}|[A-Za-z0-9+/]{42}\+ACR[A-Za-z0-9]{6}|[A-Za-z0-9+/]{86}==|[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26})/dg,
  },
  // An issuer that nobody has written down, but with the habits of all: a name, what it is for, and chance.
  {
    kind: 'API key',
    hints: ['_', '-'],
    pattern:
      /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{1,15}[_-](?:live|test|prod|sandbox|api|pat|sk|key|secret|token|sec|apikey|priv|access|refresh)(?:[_-][a-z0-9]{1,8})?[_-][A-Za-z0-9]{16,200}/dg,
    really: (match) => looksRandom(match.slice(match.search(/[A-Za-z0-9]{16,200}$/)), 4),
  },
]

const byLook = (text: string): Found[] =>
  looks
    .filter(({ hints }) => hints.some((hint) => text.includes(hint)))
    .flatMap(({ kind, pattern, really = () => true }) =>
      [...text.matchAll(pattern)]
        .filter((match) => really(match[1] ?? match[0]))
        .map((match) => {
          const [start, end] = match.indices?.[1] ?? match.indices![0]!
          return { start, end, kind }
        }),
    )

const long = /(?<![A-Za-z0-9_-])[A-Za-z0-9][A-Za-z0-9_.:-]{27,400}/g
const byShape = (text: string): Found[] =>
  [...text.matchAll(long)].flatMap(({ 0: run, index }) =>
    knownByShape.flatMap(({ kind, pattern }) => {
      pattern.lastIndex = index
      const match = pattern.exec(text)?.[0]
      if (match === undefined || isMadeOfWords(match)) return []
      return [{ start: index, end: index + Math.min(match.length, run.length), kind }]
    }),
  )

/** An integrity value or an image in a text: long and random, and nobody's secret. */
const harmless = /(?:sha\d{3}-|;base64,|sha256:|md5-)$/
const nobodysWord = /(?<![\w+/.%~=-])[A-Za-z0-9_+/=-]{28,500}(?![\w])/g
const byChance = (text: string): Found[] =>
  [...text.matchAll(nobodysWord)]
    .filter(({ 0: match, index }) => {
      if (!isRandomString(match) || harmless.test(match.slice(0, 7))) return false
      return !harmless.test(text.slice(Math.max(0, index - 8), index))
    })
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length, kind: 'random string' }))

export const findIssued = (text: string): Found[] => [...byPrefix(text), ...byLook(text), ...byShape(text)]

/** The third layer; it stands here because what is looked at is the same: the value alone. */
export const findRandom = (text: string): Found[] => byChance(text)
