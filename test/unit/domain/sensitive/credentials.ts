// Keys of services in the form they really have, and the ways people write down passwords. None of them opens anything.
import fc from 'fast-check'
import { alphanumeric, digits, from, hex, items, lower, some, upper } from './corpus-pieces.ts'

const alphabets: Record<string, string> = {
  ...{ a: alphanumeric, h: hex, l: lower + digits, u: upper + digits, d: digits },
  ...{ w: `${alphanumeric}_-`, b: `${alphanumeric}+/` },
}
/** `{w43}` becomes 43 characters of the alphabet w; a `|` only keeps scanners for credentials quiet about this file. */
const built = (pattern: string): string => {
  const parts = pattern.replaceAll('|', '').split(/(\{[a-z]\d+\})/)
  const texts = parts.map((part) => {
    const [, alphabet, length] = /^\{([a-z])(\d+)\}$/.exec(part) ?? []
    return alphabet ? from(alphabets[alphabet]!, Number(length)) : fc.constant(part)
  })
  return some(
    1,
    fc.tuple(...texts).map((all) => all.join('')),
  )[0]!
}

const services = items(`
  AK|IA{u16}  AS|IA{u16}  aws_secret_access_key = {b40}  AWS_SESSION_TOKEN={b80}==  gh|p_{a36}  gh|o_{a36}
  gh|s_{a36}  github|_pat_{a22}_{a59}  gl|pat-{w20}  glrt|-{w20}  xo|xb-{d12}-{d12}-{a24}
  xo|xp-{d12}-{d12}-{d12}-{h32}  xa|pp-1-A{u10}-{d13}-{h64}
  https://hooks.slack.com/services/T{u8}/B{u10}/{a24}  sk|_live_{a24}  rk|_live_{a24}  wh|sec_{a32}
  sk|_test_{a24}  sk|-proj-{w48}T3Blbk|FJ{w20}  sk|-{a20}T3Blbk|FJ{a20}  sk|-ant-api03-{w93}AA  AI|za{w35}
  ya|29.a0{w60}  GOC|SPX-{w28}  1|//0{a30}-{a20}  S|G.{w22}.{w43}  S|K{h32}  key|-{h32}  n|pm_{a36}
  py|pi-AgEIcHlwaS5vcmc{w60}  dop|_v1_{h64}  HRKU|-{h8}-{h4}-{h4}-{h4}-{h12}  AccountKey={b86}==
  {a3}8Q|~{a34}  sh|pat_{h32}  sh|pss_{h32}  sq0|atp-{w22}  sq0|csp-{w43}
  access_token$|production\${l16}\${h32}  DD_API_KEY={h32}  NR|AK-{u27}  {d10}:AA{w33}  M{a23}.{w6}.{w27}
  https://discord.com/api/webhooks/{d18}/{w68}  EA|ACEdEose0cBA{a40}  AAAA|AAAAAAAAAAAAAAAAAA{a60}
  h|f_{a34}  da|pi{h32}  hv|s.{w24}  {a14}.atlas|v1.{w64}  dckr|_pat_{w27}  lin|_api_{a40}  nt|n_{a43}
  secret|_{a43}  pat{a14}.{h64}  sb|p_{h40}  sntrys|_{a60}  pscale|_tkn_{w43}  dp|.pt.{a43}
  gl|sa_{a32}_{h8}  PM|AK-{h24}-{h34}  sk|.eyJ1{w30}.{w22}  fig|d_{w40}  rubygems|_{h48}
  ATATT|3xFfGF0{w60}  gs|k_{a52}  r8|_{a37}  pplx|-{a48}  xai|-{a80}  {h32}-us12  AGE-SECRET|-KEY-1{u58}
  sl|.{w130}  https://example.blob.core.windows.net/c?sv=2024-05-04&sp=r&sig={a43}%3D
  https://bucket.s3.amazonaws.com/k?X-Amz-Signature={h64}
`).map(built)

const passwordsInWords = items(`
  the password was changed to Sommer2026!  pw: tr0ub4dor  pwd = qwerty77  Password → hunter22
  the new passphrase is "correct horse battery staple"  Passwort: Blumen-Topf7
  das Passwort lautet Regen%Wurm3  mot de passe : Chat-Noir99  contraseña: S0lYsombra
  log in as admin with the password Xk29vvQ  username admin, password Winter26
  user: root / pass: t00r!t00r  credentials are admin/Pa55w0rd  your one-time code is 493021
  the PIN is 4821  passcode 88213377  **Password:** \`Zebra-44x\`  password⏎⏎IceCream19  PASSWORD=hunter2
  use the API key 9f3kd02mzq81  client secret is 7f-aa0-zz91  shared secret: mellon-9
  P@ssword: T1ger.Lily  the access token is d2f1a9c04b7e  curl -u admin:Gr33nTea https://api.example.com
  Authorization: Basic YWRtaW46R3IzM25UZWE=  Cookie: session=8d7f3kq02mdk4c9a
  Set-Cookie: sid=s%3AaZ81kq.x0Pq; HttpOnly  X-Api-Key: 4kd9s0qmz2
  JSESSIONID=1A530637289A03B07199A44E8D531427  https://example.com/reset?token=k29dkq0smz81x
  https://example.com/cb?code=4%2F0AX4XfWh&access_token=abc123def456
`)

// Written when the rules were there already, to see what they make of what they were not made for.
const afterwards = items(`
  the admin password is correctHorse  Your temporary password is: Kx7-plm-22q
  login: maria / passwort: Kuchen2026  the wifi password is still Sunny!Side9  pw=Abc12345
  set DB_PASS=abc12345 and restart  export API_TOKEN='zx81-kk29-pp'  {"password":"abc12345"}
  the root pw is "let me in 22"  password for the demo account: demo4711x
  my password, Hunter2x, was leaked  PIN: 0815  use code 482913 to sign in  verification code 771 203
  key sk|-live-abcdef0123456789abcdef  Bearer 8f7d6c5b4a392817  token=8f7d6c5b4a392817
  postgresql://svc:p4ss@10.9.8.7/db  https://user:pa55word@intern.example.com
  mysql --user=root --password=abc12345  -----BEGIN OPENSSH PRIV|ATE KEY----- b3BlbnNzaC1rZXk
  JWT ey|JhbGciOiJIUzI1NiJ9.ey|JzdWIiOiJtYXJpYSJ9.abcDEF123456  Cookie: auth=af93kd92kslq
  x-api-key: af93kd92kslq  client_secret=af93kd92kslq
`).map(built)

const connections = items(`
  mongodb+srv://app:k2d9s0@cluster0.example.mongodb.net/prod  mysql://root:t00r@db:3306/x
  redis://:k29sdk2@cache.example.com:6379/0  amqp://guest:gu3st@mq/vhost
  Server=tcp:db.example.com,1433;User ID=app;Password=Kd92!sdk;
  jdbc:postgresql://db.example.com/x?user=app&password=kd92sdk  https://admin:Gr33nTea@example.com/console
  ftp://backup:n1ghtly@files.example.com  https://k29dkq0smz81xk29dkq0smz81x@o1.ingest.example.com/42
  host=db.example.com user=app password=kd92sdk dbname=x  smtp://mailer:p%40ss9@mail.example.com:587
`)

const pem = (what: string): string => built(`-----BEGIN ${what}-----\n{b64}\n{b64}\n-----END ${what}-----`)
const blocks = [
  ...items(`
  RSA PRIV|ATE KEY  EC PRIV|ATE KEY  OPENSSH PRIV|ATE KEY  ENCRYPTED PRIV|ATE KEY  PRIV|ATE KEY  DSA PRIV|ATE KEY
  PGP PRIV|ATE KEY BLOCK
`).map(pem),
  ...items(`
  PuTTY-User-Key-File-3: ssh-ed25519⏎Encryption: none⏎Private-Lines: 1⏎{b64}
  ey|JhbGciOiJIUzI1NiJ9.ey|JzdWIiOiIxIn0.{w43}
  ey|JhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.ey|JpYXQiOjE3NjN9{w80}.{w342}
  ey|JhbGciOiJSU0EtT0FFUCJ9.{w80}.{w16}.{w60}.{w22}
  ey|JhbGciOiJub25lIn0.ey|JzdWIiOiJhZG1pbiJ9.
`).map(built),
]

// What cannot be seen in the middle, letters of other alphabets, emphasis, a line that was too narrow.
const disguised = items(`
  AK\u200b|IA{u16}  gh\u2060|p_{a36}  А|K|IA{u16}  gh|p_{a18}⏎{a18}  \`AK|IA{u16}\`  **sk|_live_{a24}**
  ~~xo|xb-{d12}-{d12}-{a24}~~  \`\`\`⏎gl|pat-{w20}⏎\`\`\`  [key](n|pm_{a36})
  pass\u00adword: Sommer26x  p\u0430ssword: Sommer26x  ｐａｓｓｗｏｒｄ：Sommer26x
  pass-word: Sommer26x  p a s s w o r d : Sommer26x
`).map(built)

export const credentials: Record<string, string[]> = {
  'keys of services': services,
  'passwords as people write them': passwordsInWords,
  'credentials written afterwards': afterwards,
  'passwords in connections': connections,
  'key blocks and signed tokens': blocks,
  'credentials in disguise': disguised,
}
