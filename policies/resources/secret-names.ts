// Tells by its name whether a file may hold keys or passwords: an ordinary kind of file without a telling name does not.
import { data, ordinaryHidden, ordinarySettings, settings, sources, wrappings } from './file-kinds.ts'
import type { Landing } from './path.ts'

/** Folders of secrets, however ordinary the names in them look. */
const folders =
  /(^|\/)(secrets?|credentials?|private|vaults?|keychains?|keyrings|certs?|pki|wallets?|group_vars|host_vars|gcloud|doctl|ngrok|rclone|hub|gh|k3s|kubelet|wireguard|wpa_supplicant|sudoers\.d|shadow\.d|bitwarden[^/]*|1password|lastpass|keepass[^/]*|\.?openclaw|identity|auth-profiles)(?=\/)/
/** Whatever their ending. */
const names =
  /^(dotenv|env|environment|kubeconfig|kube-?config|credentials?|secrets?|passwords?|passwd|g?shadow|sudoers|master\.key|hosts|inventory|htpasswd|netrc|_netrc|pgpass|tokens?|keys?|keyfile|cookies|login data|web data|logins?|signons|default_wallet|wallet|known_hosts|authorized_keys|core|vmcore|kcore|mem|memory|heapdump|.*[-_.]?history|recovery[-_ ]?codes?|seed[-_ ]?phrase|mnemonic|tfstate|terraform|secring|pubring|trustdb|id_(rsa|dsa|ecdsa|ed25519)(_sk)?|.*_(rsa|dsa|ecdsa|ed25519)|ntds|sam|security|ppk|otp|totp|2fa|token|vault|vault[-_.]?pass.*|auth|oauth2?|jwt)$/
/** Programs and pages that are kept for the secrets in them. */
const sourceNames =
  /^(omniauth\.rb|devise\.rb|secret_token\.rb|knife\.rb|localsettings\.php|wp-config.*\.php|configuration\.php|config(\.inc|\.local)?\.php|settings(\.local)?\.php|parameters\.php|database\.php|env\.php|local_settings\.py|secrets?\.(py|rb|sh|bash|ps1|php)|credentials?\.(py|rb|sh|ps1|php)|env\.(sh|bash|ps1)|environment\.sh|setenv\.sh|vault.*\.(sh|rb|py))$/
/** Prose that is nothing but a list of secrets. */
const bareWords =
  /^(my[-_. ]?)?(passwords?|passwd|secrets?|credentials?|keys|tokens|logins|recovery[-_ ]?codes?|seed|private[-_ ]?key)$/
const words =
  /secret|credential|passw|passphrase|passcode|private[-_. ]?key|(^|[-_. ])(api|access|service|encryption|signing|deploy|gcp|aws|ssh|gpg|pgp|ssl|tls|host|master|root|admin|license|sa)[-_. ]?keys?([-_. ]|$)|service[-_. ]?account|(^|[-_. ])(tokens?|keys?|auth|oauth2?|jwt|cookies?|wallet|vault|htpasswd|login|logins|shadow|dump|backup|kubeconfig|tfstate|tfvars|keystore|adminsdk|pwd|pass|pin|otp|totp|2fa|env|session|sessions)([-_. ]|$)|(^|[-_. ])id_(rsa|dsa|ecdsa|ed25519)/
/** Settings by their stem, in formats that hold settings as often as data. */
const settingStems =
  /^(config(uration)?s?|settings?|local|prod(uction)?|staging|dev(elopment)?|database|db|datasources?|application([-_.].*)?|appsettings.*|app|connections?|connectionstrings|accounts?|profiles?|servers?|sites?|sitemanager|filezilla|users?|values.*|(docker[-_.]?)?compose.*|stack|helmfile|hosts|inventory|data|firebase.*|gcp.*|aws.*|azure.*|google.*|amplify.*|local\.settings|web|nuget|maven|hibernate.*|persistence|standalone|context|tomcat-users|jenkins|gitlab|mongod?|redis|rabbitmq|kafka|elasticsearch|mysql|postgres.*|pgbouncer|smtp|mail|ldap|saml|sso|oidc|keycloak|openclaw|mcp|mcp[-_.].*|claude.*|auth.*|default|defaults?|main|cloud|cluster|kube.*|deploy.*|ansible|playbook|terraform.*|serverless.*|env.*|hub|gh|k3s|k9s|boto|s3cfg|rclone|wrangler|netlify|vercel|heroku|fly|render|railway|supabase|stripe|twilio|sendgrid|slack|telegram|discord|bot)$/
const publicSettings =
  /^(package|package-lock|tsconfig.*|jsconfig|composer|openapi.*|swagger.*|manifest|schema.*|.*[-_.]schema|biome|lerna|nx|turbo|renovate|pnpm-lock|pnpm-workspace|cargo|pyproject|gemfile|mkdocs|pubspec|data|default|main|app|users|values.*)$/

const dataFolders =
  /(^|\/)(data|docs?|fixtures?|tests?|testdata|__tests__|__mocks__|spec|samples?|examples?|src|locales?|i18n|content|public|assets|schemas?)(\/|$)/

const extensionOf = (name: string): string => /(?<=[^.].*\.)[^.]+$/.exec(name)?.[0] ?? ''

const unwrapped = (name: string): string => {
  let inner = name
  // A name has few wrappings; what is left after these is judged as it is.
  for (let round = 0; round < 6; round++) {
    const next = inner.replace(wrappings, '')
    if (next === '' || next === inner) break
    inner = next
  }
  return inner
}

/** Why the last name of a path is telling; undefined when it is ordinary. */
const fileReason = (name: string, folder: string): string | undefined => {
  const inner = unwrapped(name)
  const extension = extensionOf(inner)
  const stem = extension ? inner.slice(0, -extension.length - 1) : inner
  if (names.test(inner) || sourceNames.test(inner)) return 'is named like one'
  if (
    /^(env|environment)[-_.]/.test(inner) &&
    !/\.(d\.)?[cm]?[tj]sx?$|[-_.](example|sample|template|dist|defaults?)$/.test(inner)
  )
    return 'is named like an environment file'
  if (sources.has(extension))
    return /^(md|mdx|markdown|rst|adoc|org|html?)$/.test(extension) &&
      bareWords.test(stem) &&
      !dataFolders.test(folder)
      ? 'is named like a list of them'
      : undefined
  if (words.test(inner) && !/[-_.](example|sample|template|dist|schema)$/.test(stem))
    return 'is named like one'
  if (extension === '') return undefined
  if (settings.has(extension))
    return ordinarySettings.has(inner) ? undefined : 'holds settings, and with them often passwords'
  if (/^(json5?|jsonc|ya?ml|toml|xml)$/.test(extension))
    return settingStems.test(stem) && !publicSettings.test(stem)
      ? 'holds settings, and with them often passwords'
      : undefined
  if (bareWords.test(stem)) return 'is named like a list of them'
  if (data.has(extension)) return undefined
  return `is of a kind (.${extension}) that is not known to be harmless`
}

/** Public places outside; everything else of these roots may be anything. */
const publicPlaces =
  /^(etc\/(hosts|hostname|os-release|lsb-release|issue|debian_version|redhat-release|alpine-release|timezone|localtime|resolv\.conf|nsswitch\.conf|host\.conf|services|protocols|shells|motd|mime\.types|machine-info|locale\.(gen|conf)|ld\.so\.conf|networks|rpc)|proc\/(cpuinfo|meminfo|version|uptime|loadavg|stat|filesystems|mounts|partitions|diskstats|swaps|vmstat|interrupts|modules|devices|net\/(dev|tcp6?|udp6?|route|arp))|sys\/(class|devices|block|fs\/cgroup)\/.*|dev\/null|usr\/(share|include|lib|bin|src|local\/(share|include|lib|bin))\/.*|var\/log\/.*|(bin|sbin|lib|lib64)\/.*|tmp\/.*|var\/tmp\/.*|private\/tmp\/.*|(home|users)\/[^/]+\/.*|root\/.*|~\/.*|opt\/.*|srv\/.*|mnt\/.*|media\/.*|workspaces?\/.*|app\/.*|code\/.*|repo\/.*|work\/.*|data\/.*|volumes\/.*|[a-z]\/.*)$/

const hiddenReason = (names: readonly string[]): string | undefined => {
  const hidden = names.find(
    (name) => name.startsWith('.') && !ordinaryHidden.test(unwrapped(name)) && !ordinaryHidden.test(name),
  )
  return hidden && `is in or under ${hidden}, a hidden name that may hold settings`
}

/** An agent's workspace may stand in the gateway's own folder; it is not what makes its files secret. */
const withoutAgentHome = (names: readonly string[]): readonly string[] => {
  const at = names.findIndex(
    (name, index) => name === '.openclaw' && /^workspace/.test(names[index + 1] ?? ''),
  )
  return at < 0 ? names : [...names.slice(0, at), ...names.slice(at + 1)]
}

/** Why a file at this place may hold secrets; undefined when its place and name are ordinary. */
export const secretReason = (landing: Landing): string | undefined => {
  const { inside, absolute } = landing
  const names = withoutAgentHome(landing.names)
  const whole = names.join('/')
  const name = names.at(-1) ?? ''
  if (absolute && !inside && names.length > 0 && !publicPlaces.test(whole) && names.length > 1)
    return 'is in a part of the system that is not known to be harmless'
  if (absolute && /^(proc|dev|etc|sys)\//.test(whole)) return undefined
  const hidden = hiddenReason(names)
  if (hidden) return hidden
  if (
    /(^|\/)\.git\/(.*\/)?(config|credentials|fetch_head)$|(^|\/)\.git\/(objects|lost-found)(\/|$)/.test(whole)
  )
    return 'is in a repository’s own folder'
  if (/(^|\/)\.(config|local)(\/|$)/.test(whole)) return 'is among a user’s settings'
  if (name.startsWith('.') && ordinaryHidden.test(name)) return undefined
  const reason = fileReason(name, names.slice(0, -1).join('/'))
  if (reason) return reason
  const folder = folders.exec(`${names.slice(0, -1).join('/')}/`)?.[2]
  if (folder && !sources.has(extensionOf(name))) return `is in ${folder}/`
  return undefined
}
