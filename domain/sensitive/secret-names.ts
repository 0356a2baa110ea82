// Which names say that what they name is a secret: of a field, variable, option, header or element, however it is written.

/**
 * `surely`: whatever is called so is masked, unless it is plainly no value (`password: string`). `likely`: only what looks
 * made by a machine, because `auth`, `tokens` or `deploy_key` name other things as well.
 */
export interface Naming {
  kind: string
  surely: boolean
}

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

const passwords = set(`password passwd passwort passwrd passwort kennwort pwd passphrase passcode contrasena
  contrasenya senha wachtwoord motdepasse haslo heslo losenord salasana adgangskode parola jelszo sifre пароль パスワード 密码
  密碼 userpassword requirepass masterauth`)
const sure = new Map<string, string>([
  ...[...passwords].map((word) => [word, 'password'] as const),
  ['secret', 'secret'],
  ['token', 'token'],
  ['apikey', 'API key'],
  ['authorization', 'authorization'],
  ['credential', 'credentials'],
  ['credentials', 'credentials'],
  ['cookie', 'cookie'],
])
const likely = new Map<string, string>([
  ['pass', 'password'],
  ['pw', 'password'],
  ['passwords', 'password'],
  ['passphrases', 'password'],
  ['pswd', 'password'],
  ['psw', 'password'],
  ['secrets', 'secret'],
  ['tokens', 'token'],
  ['apikeys', 'API key'],
  ['cookies', 'cookie'],
  ['auth', 'credentials'],
  ['cred', 'credentials'],
  ['creds', 'credentials'],
  ['jwt', 'token'],
  ['bearer', 'token'],
  ['sas', 'token'],
  ['pat', 'token'],
  ['csrf', 'token'],
  ['sessionid', 'session id'],
  ['sessid', 'session id'],
  ['sid', 'session id'],
  ['session', 'session id'],
  ['pin', 'PIN'],
  ['otp', 'one-time code'],
  ['totp', 'one-time code'],
  ['cvv', 'card code'],
  ['cvc', 'card code'],
  ['salt', 'secret'],
  ['hmac', 'secret'],
  ['dsn', 'connection string'],
  ['mnemonic', 'secret'],
])
/** Each in front of “key” makes it a key that opens something; any other word that is not harmless makes it likely. */
const opens = set('api access private secret account client encryption signing master auth licence license')
const harmlessKeys =
  set(`public pub primary foreign sort partition cache idempotency dedup deduplication hash range row
  index object group grouping routing composite unique natural translation message event issue project bucket i18n locale
  lookup map registry config setting storage_class hot short keyboard arrow enter return shift ctrl control alt tab escape
  function fn up down left right delete home end page any each every first last next new previous this that the a no same
  other some right wrong pressed press release on key sub parent child field column json yaml data dictionary dict list
  record table item node type meta metadata header query param tag label name search filter order path file s3 r2 blob
  aria react element cell header footer chord answer word state entry prop props property attribute symbol numeric
  gpg pgp ssh fingerprint string integer date time version min max low high turn minor major piano car house door song music`)

/** Behind the name they say which one it is, and it stays one: `DB_PASSWORD_PROD`, `SECRET_KEY_BASE`. */
const stillSecret =
  set(`prod production dev development test testing stage staging live sandbox local qa uat old new
  current previous next base value val string str raw plain plaintext text data primary secondary main default backup b64
  base64 encoded encrypted hex json env override prefixless a b c i ii one two v key keys id bytes`)
/** Behind it they say that it is something about the secret: `password_file`, `tokenType`, `secret_arn`. */
const about =
  set(`url uri file files filename path dir directory name names type types length len size count limit limits
  ttl expiry expires expire expired expiration age at date time timestamp policy policies rule rules reset resets manager
  field fields input label labels hint prompt placeholder prefix suffix format regex pattern version strength required
  enabled disabled valid invalid validator validation provider store endpoint header headers param params arn ref refs
  reference scope scopes status get generator generation service usage used budget max min email user username owner
  rotation rotated algorithm alg kid error errors message description note help changed updated created digest map per
  position bucket stream budget window delay interval timeout seconds minutes days mode method methods location folder
  mount volume engine template class interface factory builder handler middleware parser list index source kind auth
  supported check checks checker verify verification verified needed flow response request exchange revocation issuer
  parse serialize stringify decode encode sign create make from to has get set add remove find read write load
  fetch refresh audience lifetime validity cost price`)

/** `dbPassword`, `DB-PASSWORD`, `db.password1` and `pässwörd` as words in small letters. */
const wordsOf = (name: string): string[] =>
  withoutMarks(name)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]{2,60}?)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]{1,80}/u)
    .flatMap((word) => /^(\p{L}{2,80})(\d{1,80})$/u.exec(word)?.slice(1) ?? [word])
    .filter((word) => word !== '')

const glued =
  /^[\p{L}\d]{1,40}?(password|passwd|passphrase|passcode|passwort|kennwort|apikey|accesskey|secretkey|privatekey|authkey|clientsecret|secret|token|pwd|tokens|secrets|apikeys|sessionid|pass)$/u
const keyNaming = (before: string | undefined): Naming | undefined => {
  if (before === undefined || /^\d/.test(before) || harmlessKeys.has(before)) return undefined
  if (before === 'api' || before === 'apps') return { kind: 'API key', surely: true }
  if (before === 'private') return { kind: 'private key', surely: true }
  return { kind: 'key', surely: opens.has(before) }
}

/** What the word at `i` makes of the name, with the words before it. */
const namingAt = (words: readonly string[], i: number): Naming | undefined => {
  const word = words[i]!
  const before = words[i - 1]
  if (word === 'id' && (before === 'session' || before === 'secret'))
    return { kind: 'session id', surely: false }
  if (word === 'phrase' || word === 'code' || word === 'word')
    return before === 'pass' ? { kind: 'password', surely: true } : undefined
  if (word === 'pass' && before !== undefined) return { kind: 'password', surely: true }
  if (word === 'key' || word === 'keys') {
    const naming = keyNaming(before)
    return naming && { ...naming, surely: naming.surely && word === 'key' }
  }
  if (word === 'string' || word === 'str')
    return before === 'connection' || before === 'conn'
      ? { kind: 'connection string', surely: false }
      : undefined
  const known = sure.get(word)
  if (known) return { kind: known, surely: true }
  const maybe = likely.get(word)
  if (maybe) return { kind: maybe, surely: false }
  const end = glued.exec(word)?.[1]
  if (end === undefined) return undefined
  const kind = end.includes('key') ? 'key' : (sure.get(end) ?? likely.get(end) ?? 'secret')
  return {
    kind,
    surely: sure.has(end) || end === 'clientsecret' || (end.endsWith('key') && end !== 'authkey'),
  }
}

const named = (name: string): Naming | undefined => {
  const words = wordsOf(name)
  for (let i = words.length - 1; i >= 0; i--) {
    const naming = namingAt(words, i)
    if (!naming) {
      if (about.has(words[i]!)) return undefined
      continue
    }
    const behind = words.slice(i + 1)
    if (behind.length === 0 || behind.every((word) => stillSecret.has(word) || /^(?:v?\d{1,8})$/.test(word)))
      return naming
    return behind.length <= 2 ? { ...naming, surely: false } : undefined
  }
  return undefined
}

const roots =
  /pass|pwd|pw|psw|secret|token|key|auth|cred|cookie|jwt|bearer|sess|sid|pin|otp|cv[vc]|salt|hmac|dsn|mnemonic|pat|sas|csrf|wort|contra|senha|wachtw|motdep|haslo|heslo|losen|salas|adgang|parola|jelszo|sifre|conn/i
const elsewhere = /пароль|パスワード|密[码碼]/i
const isPlain = (text: string): boolean => !/[^\t-~]/.test(text)
const withoutMarks = (text: string): string => text.normalize('NFKD').replaceAll(/\p{Mn}/gu, '')

/** Whether any name in it may say “secret”: asked first, for most texts have none. */
export const mayName = (text: string): boolean =>
  roots.test(text) || (!isPlain(text) && (roots.test(withoutMarks(text)) || elsewhere.test(text)))

export const namingOf = (name: string): Naming | undefined =>
  name.length > 200 || !mayName(name) ? undefined : named(name)
