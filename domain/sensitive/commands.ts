// Where well-known programs, headers and files take a password without naming it: `curl -u`, `mysql -p…`, `.netrc`.
import type { Found } from './found.ts'
import { looksGenerated } from './randomness.ts'
import { isPlaceholder } from './secret-values.ts'

interface Place {
  kind: string
  hints: RegExp
  /** The first group that took part is the secret. */
  pattern: RegExp
  really?: (value: string, before: string) => boolean
}

const W = `(?:["']?[^\\s|;&]{1,200}[ \\t]{1,4}){0,12}?`
const V = `(?:"([^"\\n]{1,200})"|'([^'\\n]{1,200})'|([^\\s"'|;&]{1,200}))`
const flag = (programs: string, options: string): RegExp =>
  new RegExp(`(?<![\\w.-])(?:${programs})[ \\t]{1,4}${W}(?:${options})${V}`, 'dg')

const bearer = (value: string, before: string): boolean =>
  /authorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?\S{5,6}\s{1,10}$/i.test(before) ||
  /[\d=]|[a-z][A-Z].{0,200}[a-z][A-Z]/.test(value)

const places: readonly Place[] = [
  {
    ...{ kind: 'bearer token', hints: /bearer|basic/i },
    pattern: /\b(?:Bearer|Basic)(?:\s{1,10}|%20|\+)([A-Za-z0-9._~+/=-]{12,2000})/dgi,
    really: bearer,
  },
  {
    ...{ kind: 'authorization', hints: /authorization/i },
    pattern:
      /authorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?[A-Za-z][\w-]{1,30}\s{1,3}(?:[\w-]{1,30}=)?["']?([A-Za-z0-9._~+/=:-]{8,2000})/dgi,
    really: looksGenerated,
  },
  {
    ...{ kind: 'cookie', hints: /cookie/i },
    pattern: /\bcookie\\{0,3}["']?\s{0,3}:\s{0,3}\\{0,3}["']?([\w.-]{1,64}=[^\s"'\\]{6,2000})/dgi,
  },
  {
    ...{ kind: 'cookie', hints: /sess|\.sid|_gitlab_/i },
    pattern:
      /\b(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|ASPSESSIONID\w{8}|_gitlab_session|laravel_session|connect\.sid)=([^\s;&"']{8,500})/dgi,
  },
  {
    ...{ kind: 'password', hints: /curl|wget|http/ },
    pattern: flag(
      'curl|wget|https?|xh',
      `-[a-zA-Z]{0,8}[uU][ =]?["']?[^\\s:"']{1,60}:|--(?:user|proxy-user|proxy_user)[ =]{1,2}["']?[^\\s:"']{1,60}:|-a[ ]["']?[^\\s:"']{1,60}:`,
    ),
    really: (_, before) => !/docker/.test(before),
  },
  {
    ...{ kind: 'password', hints: /mysql|mariadb/ },
    pattern: flag('mysql\\w{0,10}|mariadb[\\w-]{0,10}', '-p(?!\\w{0,3}:\\d)'),
  },
  {
    ...{ kind: 'password', hints: /sshpass|7z/ },
    pattern: flag('sshpass|7za?|7zz', '-p[ ]?'),
  },
  {
    ...{ kind: 'password', hints: /mongo|docker|podman|helm|az\b|sqlplus|cqlsh|influx|oc\b|skopeo|buildah/ },
    pattern: flag(
      'mongo\\w{0,8}|(?:docker|podman|helm registry|buildah|skopeo) login|az login|cqlsh|influx|oc login',
      '-p[ ]{1,2}(?!\\d{1,5}(?::|\\s|$))',
    ),
  },
  {
    ...{
      kind: 'password',
      hints: /redis-cli|ldap|zip|sqlcmd|bcp|rpcclient|smbclient|net use|keytool|htpasswd/,
    },
    pattern: flag(
      'redis-cli|ldap\\w{3,10}|zip|unzip|sqlcmd|bcp|smbclient|keytool|htpasswd',
      '(?<=redis-cli[^|;&\\n]{0,200})-a[ ]|(?<=ldap[^|;&\\n]{0,200})-w[ ]|(?<=zip[^|;&\\n]{0,200})-P[ ]|(?<=(?:sqlcmd|bcp)[^|;&\\n]{0,200})-P[ ]?|-U[ ]?["\']?[^\\s%"\']{1,60}%|-(?:store|key|dest|src|deststore|srcstore)pass[ ]|-[a-zA-Z]{0,6}b[a-zA-Z]{0,6}[ ]\\S{1,100}[ ]\\S{1,60}[ ]',
    ),
  },
  {
    ...{ kind: 'password', hints: /-pass(?:in|out)|-passw|pass:/ },
    pattern: /-pass(?:in|out)?[ =]{1,2}["']?pass:([^\s"']{1,200})/dg,
  },
  {
    ...{ kind: 'password', hints: /chpasswd|--stdin|sudo|passwd/ },
    pattern:
      /\b(?:echo|printf)[ ]{1,3}(?:-[ne]{1,2}[ ]{1,3})?(?:["']([^"'\n]{3,200})["']|([^\s|"']{3,200}))[ ]{0,4}\|[ ]{0,4}(?:sudo[ ]{1,2})?(?:chpasswd|passwd|sudo[ ]-S|docker[ ]login|podman[ ]login|openssl)/dg,
  },
  {
    ...{ kind: 'password', hints: /net\s|runas|cmdkey/i },
    pattern:
      /\b(?:net[ ]use[^\n]{0,160}?\/user:\S{1,80}|net[ ]user[ ]\S{1,60}|cmdkey[^\n]{0,160}?\/pass:)[ ]?([^\s*/]{3,200})/dgi,
  },
  {
    ...{ kind: 'password', hints: /identified|password/i },
    pattern:
      /\b(?:IDENTIFIED[ ](?:WITH[ ]\S{1,60}[ ])?(?:BY|AS)|(?:ENCRYPTED|WITH|SET)[ ]PASSWORD|PASSWORD)[ ]{1,3}(?:=[ ]{0,3})?(?:PASSWORD[ ]{1,2})?(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'|([^\s"';]{8,200}))/dgi,
    really: (value, before) =>
      /identified[ ][^\n]{1,30}$/i.test(before) || /["']$/.test(before) || looksGenerated(value),
  },
  {
    ...{ kind: 'password', hints: /machine/ },
    pattern: /\bmachine\s{1,4}\S{1,120}\s{1,40}login\s{1,4}\S{1,120}\s{1,40}password\s{1,4}(\S{1,200})/dg,
  },
  // PostgreSQL's password file: host:port:database:user:password.
  {
    ...{ kind: 'password', hints: /:\d{4,5}:/ },
    pattern: /(?:^|[\s"'])[\w.*-]{1,100}:(?:\d{4,5}|\*):[\w*-]{1,60}:[\w.*-]{1,60}:([^\s"']{3,200})/dgm,
  },
  // A system's own password entries: `root:$6$…`.
  {
    ...{ kind: 'password hash', hints: /\$/ },
    pattern:
      /(\$(?:1|2[abxy]?|5|6|7|y|gy|argon2(?:id|i|d)|scrypt|apr1|pbkdf2[\w-]{0,10})\$[\w./+=,$-]{20,250})/dg,
  },
  {
    ...{ kind: 'password', hints: /\b(?:AUTH|requirepass|masterauth)\b/i },
    pattern:
      /\b(?:requirepass|masterauth|CONFIG[ ]SET[ ]\w{4,20}pass|AUTH(?:[ ]default)?)[ ]{1,3}["']?([^\s"']{6,200})/dg,
    really: (value, before) => !/AUTH(?:[ ]default)?[ ]{1,3}["']?$/.test(before) || looksGenerated(value),
  },
  // npm, Docker and friends keep `user:password` in base64.
  {
    ...{ kind: 'credentials', hints: /_auth|"auth"/ },
    pattern:
      /(?:_auth|_password|\\{0,3}"auth\\{0,3}")\s{0,3}[=:]\s{0,3}\\{0,3}["']?([A-Za-z0-9+/=]{8,2000})/dg,
  },
  {
    ...{ kind: 'key', hints: /\bseal|recovery|unseal/i },
    pattern:
      /\b(?:unseal|recovery|initial root)[ ](?:key|token|code)[ ]?\d{0,2}[ ]?[:=]?[ ]{0,3}([A-Za-z0-9+/=._-]{12,100})/dgi,
    really: looksGenerated,
  },
]

export const findInCommands = (text: string): Found[] =>
  places
    .filter(({ hints }) => hints.test(text))
    .flatMap(({ kind, pattern, really = () => true }) =>
      [...text.matchAll(pattern)].flatMap(({ indices }) => {
        const place = indices!.slice(1).find((each) => each !== undefined)
        if (!place) return []
        const [start, end] = place
        const value = text.slice(start, end)
        const before = text.slice(Math.max(0, start - 80), start)
        return isPlaceholder(value) || !really(value, before) ? [] : [{ start, end, kind }]
      }),
    )
