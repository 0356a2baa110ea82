// Which parts of a running text are credentials, so that they can be masked: by their own look, or because a name says so.
import { type Format, issuedFormats } from './secret-formats.ts'

export interface Found {
  start: number
  end: number
  kind: string
}

// No word boundary before the name: what matters is how it ends, as in PGPASSWORD or DB_TOKEN.
const name =
  '(?:[-_]pass|pass[-_]?(?:word|phrase|code)|passwd|passwor[td]|kennwort|pwd|secret|token|api[-_]?key|account[-_]?key|access[-_]?key|client[-_]?secret|private[-_]?key)'
const option = '(?:^|\\s)--(?:password|passphrase|secret|token|api-key)[= ]\\s{0,3}'
const saidFormats: readonly Format[] = [
  ['bearer token', /\b(?:Bearer|Basic)\s+([A-Za-z0-9._~+/=-]{12,2000})/i],
  ['password', new RegExp(`${name}["']?\\s{0,3}[=:]\\s{0,3}["']?([^\\s"',;&|]{4,500})`, 'i')],
  ['password', new RegExp(`${name}["']?\\s{0,3}[=:]\\s{0,3}["']([^"'\\n]{4,500})["']`, 'i')],
  ['password', new RegExp(`${option}["']?([^\\s"']{4,500})`, 'i')],
  ['password', new RegExp(`${option}["']([^"'\\n]{4,500})["']`, 'i')],
  ['password', /\bcurl\s[^\n|;]{0,200}?-[a-z]{0,5}u[= ]?["']?[^\s:"']{1,60}:([^\s"']{3,200})/i],
  ['cookie', /\bcookie:\s{0,3}([\w.-]{1,64}=[^\s"']{6,2000})/i],
  ['cookie', /\b(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|connect\.sid)=([^\s;&"']{8,500})/i],
]

/** What stands where a secret would, and is none: `$TOKEN`, `<token>`, `YOUR_API_KEY`, `****`, or what was masked before. */
const placeholder =
  /^(?:<.*|\$\{?[A-Z_][A-Z0-9_]*\}?|\{\{.*|\[masked:.*|your[-_].*|[x*.•]{4,}|null|none|true|false|undefined)[.)]*$/i
/**
 * How a sentence goes on after “Token: ”. Only these words, and only after a colon and a space: any other word may be
 * somebody's password.
 */
const sentence =
  /^(?:expired|invalid|valid|missing|required|optional|nothing|unknown|unchanged|changed|reset|revoked|rotated|renewed|rejected|accepted|incorrect|wrong|correct|safe|hidden|empty|needed|works?|working|fixed|please|must|should|will|cannot|never|always|only|create|they|this|that|these|those|there|your|with|when|from|minimum|maximum|more|fewer|less|each|every|make|choose|enter|keep|affected|not affected|unaffected|resolved|degraded|operational|healthy|slow|down|available|unavailable)[.,:!?)]*$/i

const isSecret = (kind: string, value: string, before: string): boolean => {
  if (placeholder.test(value)) return false
  // “Basic authentication”, “Bearer bonds”: words have no digits and few capitals in the middle.
  if (kind === 'bearer token')
    return (
      /authorization["']?\s{0,3}[:=]\s{0,3}["']?\S{5,6}\s+$/i.test(before) ||
      /[\d=]|[a-z][A-Z].*[a-z][A-Z]/.test(value)
    )
  return !(/: $/.test(before) && sentence.test(value))
}

const matchesOf = (text: string, [kind, pattern]: Format): Found[] => {
  // Almost no text holds a secret, and every request is searched: asking whether is far cheaper than asking where.
  if (!pattern.test(text)) return []
  return [...text.matchAll(new RegExp(pattern, `${pattern.flags}dg`))].map((match) => {
    const [start, end] = match.indices?.[1] ?? match.indices![0]!
    return { start, end, kind }
  })
}

/** First to last, none overlapping another; of two that begin together the longer one. */
export const inOrder = (all: readonly Found[]): Found[] => {
  const found: Found[] = []
  for (const each of all.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (each.start >= (found.at(-1)?.end ?? 0)) found.push(each)
  return found
}

/** Credentials that are known by their own look, whatever stands around them. */
export const findIssued = (text: string): Found[] => issuedFormats.flatMap((each) => matchesOf(text, each))

/** Every secret in `text`, in order. Linear in the text: no pattern backtracks freely. */
export const findSecrets = (text: string): Found[] => {
  const said = saidFormats
    .flatMap((each) => matchesOf(text, each))
    .filter(({ kind, start, end }) =>
      isSecret(kind, text.slice(start, end), text.slice(Math.max(0, start - 40), start)),
    )
  return inOrder([...findIssued(text), ...said])
}
