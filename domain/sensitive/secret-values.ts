// Whether what stands under the name of a secret is one, or a placeholder, a word of the sentence, or a piece of code.
import { isMadeOfWords, looksGenerated } from './randomness.ts'
import { type Naming, namingOf } from './secret-names.ts'

/** What stands where a secret would, and is none: `$TOKEN`, `<token>`, `YOUR_API_KEY`, `****`, or what was masked before. */
const placeholder =
  /^(?:<.{0,500}|\$\{?[A-Za-z_][\w.:-]{0,80}\}?|\$\{.{0,500}|%[A-Z_]{2,40}%?|\$\(.{0,500}|\{\{.{0,500}|#\{.{0,200}|‹[^›]{0,200}›?.{0,200}|\[masked:.{0,200}|your[-_ ].{0,200}|your(?:secret|api|token|key|password|access|client|auth|app)[\w-]{0,60}|(?:example|sample|dummy|changeme|redacted|placeholder|todo|tbd)[\w.-]{0,30}|[[(]?redacted[\])]?|[x*.•·_#-]{3,500}|n\/a|null|nil|none|true|false|undefined|yes|no)[.)\]},;]{0,4}$/i
/**
 * How a sentence goes on after “Token: ”. Only these words, and only after a colon and a space: any other word may be
 * somebody's password.
 */
const sentence =
  /^(?:expired|invalid|valid|missing|required|optional|nothing|unknown|unchanged|changed|reset|revoked|rotated|renewed|rejected|accepted|incorrect|wrong|correct|safe|hidden|empty|needed|works?|working|fixed|please|must|should|will|cannot|never|always|only|create|they|this|that|these|those|there|your|with|when|from|minimum|maximum|more|fewer|less|each|every|make|choose|enter|keep|affected|not affected|unaffected|resolved|degraded|operational|healthy|slow|down|available|unavailable)[.,:!?)]{0,3}$/i
/** What a language calls a kind of value, or begins an expression with. */
const code =
  /^(?:string|str|number|int|integer|bool|boolean|bytes?|buffer|object|any|unknown|never|void|await|new|async|function|func|lambda|return|typeof|const|let|var|self|this|type|text|varchar|char|uuid|readonly|optional|required|secretstr|cryptokey|keyobject|promise|record|array|map|list)(?:[?[\]<>|.,;:!(){}]|$)/i
/** `process.env.TOKEN`, `config.get('token')`, `req.body.password`: where the value comes from. */
const expression =
  /^[!(]{0,2}(?:(?:process|os|env|config|cfg|conf|settings?|options?|opts?|args?|argv|params?|props|req|request|res|response|ctx|context|this|self|event|state|data|body|user|account|module|Deno|Bun|System|secrets|vars?|local|input|form|headers?|client|session|app|result|json|z|t|faker|crypto|fs|import|await|jwt|field|row|item|[a-z]{1,3})(?:\?\.|\.|::|->)[A-Za-z_$]|[A-Za-z_$][\w$.:]{0,80}\()/

/** A path, an address without credentials, a time, a version or a measure. */
const otherThing =
  /^(?:https?:\/\/|file:|s3:|arn:|\.{0,2}\/[\w.-]|[A-Za-z]:\\|~\/|v?\d{1,6}(?:[.,:/-]\d{1,6}){1,5}[a-z]{0,3}$|\d{4}-\d\d-\d\dT|\d{1,11}(?:ms|s|m|h|d|kb|mb|gb|%|px|k)?$|@[\w-]{1,40}\/)/i
const fileName =
  /^[\w./@-]{1,120}\.(?:json|ya?ml|env|pem|key|crt|cer|txt|js|ts|tsx|py|go|rb|java|md|toml|ini|conf|html?|png|svg|com|org|net|io|dev)$/i

export interface Spot {
  value: string
  /** In quotes it is a value; without them it may be code. */
  quoted: boolean
  /** After `: ` a sentence may go on. */
  colon: boolean
  /** Nothing but a space says that the two belong together. */
  loose?: boolean
}

/** How a header says what kind of credentials follow. */
const scheme =
  /^(?:bearer|basic|digest|token|api-?key|negotiate|ntlm|aws4-hmac-sha256|hawk|key|sharedaccesskey)(?:\s{1,10}|$)/i
/** `apiKey`, `user_token`, `privateKeyStream`: a variable rather than what it holds. */
const isVariable = (value: string): boolean =>
  /^[A-Za-z_$][A-Za-z_$.]{2,60}$/.test(value) && /[a-z][A-Z]|_/.test(value) && namingOf(value) !== undefined
const alike = (value: string, name: string): boolean => {
  const [bare, called] = [value, name].map((each) => each.toLowerCase().replaceAll(/[^a-z\d]/g, '')) as [
    string,
    string,
  ]
  return bare !== '' && called.endsWith(bare)
}

/** Of a name that surely is a secret's. */
const isSure = (spot: Spot, kind: string, name: string): boolean => {
  const value = kind === 'authorization' || kind === 'token' ? spot.value.replace(scheme, '') : spot.value
  if (value.length < 4 || placeholder.test(value)) return false
  if (value !== spot.value && alike(value, 'authtoken')) return false
  if (spot.colon && !spot.quoted && sentence.test(value)) return false
  if (/^(?:https?:\/\/|\/[\w-]{1,40}\/)/.test(value)) return looksGenerated(value.slice(8))
  if (spot.quoted) return true
  return !code.test(value) && !expression.test(value) && !isVariable(value) && !alike(value, name)
}

const isLikely = ({ value, quoted }: Spot): boolean => {
  const bare = value.replace(/[.,:;!?)\]}>'"]{1,10}$/, '')
  if (bare.length < 8 || placeholder.test(bare) || otherThing.test(bare) || fileName.test(bare)) {
    return /^\d{17,80}$/.test(bare)
  }
  if (!quoted && (code.test(bare) || expression.test(bare))) return false
  return looksGenerated(bare) && !isMadeOfWords(bare)
}

const codes = /^(?:PIN|one-time code|card code)$/
export const isSecretValue = (spot: Spot, { kind, surely }: Naming, name: string): boolean => {
  if (spot.loose) return isLikely(spot)
  // “Session cookie: …” and `credentials: provider` are said of much; a cookie's own form is known by its header.
  if (/^(?:cookie|credentials)$/.test(kind)) return isLikely(spot)
  if (codes.test(kind) && /^\d{3,8}$/.test(spot.value) && !(kind === 'PIN' && spot.value.length < 4))
    return true
  return surely ? isSure(spot, kind, name) : isLikely(spot)
}
export const isPlaceholder = (value: string): boolean => placeholder.test(value)
