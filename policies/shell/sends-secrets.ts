// Recognises commands that would carry keys, passwords or the environment out of the machine.
import { namesSecret } from '../secret-files.ts'
import { commandsIn, type Piece, programName } from './pieces.ts'

const senders = new Set(
  'curl wget nc ncat netcat socat scp sftp ftp lftp tftp telnet ssh rsync mail mailx sendmail mutt msmtp swaks s3cmd gsutil rclone dig nslookup host drill ping http https xh aria2c croc wormhole iwr irm invoke-webrequest invoke-restmethod'.split(
    ' ',
  ),
)
const sends = ([program, ...args]: string[]): boolean => {
  const name = programName(program)
  if (senders.has(name)) return true
  if (/^(aws|az|gcloud)$/.test(name))
    return args.some((arg) => /^(cp|sync|mv|upload|put-object|upload-batch|copy)$/.test(arg))
  if (name === 'openssl') return args[0] === 's_client'
  if (name === 'gh') return args[0] === 'gist'
  return false
}
/** Devices of the shell, and code that talks over the network. */
const networkText =
  /\/dev\/(tcp|udp)\/|\b(requests\.(post|put|get)|urllib|http\.client|https?\.request|fetch\(|socket\.|net\.connect|LWP|Net::HTTP|IO::Socket|TCPSocket|WebClient|file_get_contents\(.?http)/

/** Options whose file proves who one is; it is used, not sent. */
const identityOptions: Record<string, RegExp> = {
  ssh: /^-[iFS]$/,
  scp: /^-[iFS]$/,
  sftp: /^-[iFS]$/,
  rsync: /^(-e|--rsh)$/,
  curl: /^(-E|--cert|--key|--cacert|--capath|--netrc-file|--proxy-cert|--proxy-key)$/,
  wget: /^--(certificate|private-key|ca-certificate)$/,
}
/** Options that may name a secret variable: sending credentials to whom they are for is what they are there for. */
const credentialOptions =
  /^(-H|--header|-u|--user|--oauth2-bearer|--proxy-user|-A|--http-user|--http-password|--password)$/

const withoutValuesOf = (words: string[], option: RegExp): string[] =>
  words.filter((word, index) => !option.test(words[index - 1] ?? '') && !option.test(word.split('=')[0]!))

/** A word that is a path: no prose, no URL, no `host:path`, no assignment. */
const pathIn = (word: string): string | undefined =>
  /\s|^\w[\w+.-]*:\/\/|^[\w.-]+@[\w.-]+:|^[A-Za-z_]\w*=|^-/.test(word) || !/[./~_\\]/.test(word)
    ? undefined
    : word

/** The files that a sender reads: what stands behind @ or <, an upload option's value, or any operand of a copy program. */
const filesSentBy = ([program, ...args]: string[]): string[] => {
  const name = programName(program)
  const words = withoutValuesOf(args, identityOptions[name] ?? /^$/)
  if (name === 'ssh') return []
  const uploads = words.flatMap((word, index) => [
    ...Array.from(word.matchAll(/(?:^|=|-[dFT])[@<]([^;,]+)/g), ([, path]) => path!),
    ...(/^(-T|-K|--upload-file|--post-file|--body-file|--config|--data-urlencode)$/.test(
      words[index - 1] ?? '',
    )
      ? [word.replace(/^.*@/, '')]
      : []),
    ...(/^(--[\w-]+=|-T)/.test(word) ? [word.replace(/^(--[\w-]+=|-T)@?/, '')] : []),
  ])
  return /^(curl|wget)$/.test(name) ? uploads : [...uploads, ...words.flatMap((word) => pathIn(word) ?? [])]
}

const secretVariable = /\$\{?!?\w*(SECRET|TOKEN|PASSW|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL)\w*/i

/** Prints the whole environment, as opposed to running something in it. */
const dumpsEnvironment = ([program, ...args]: string[]): boolean => {
  const name = programName(program)
  if (name === 'printenv' || (name === 'compgen' && args[0] === '-e')) return true
  if (name === 'env' || name === 'set') return args.every((arg) => /^-\w*0?$|=/.test(arg))
  return /^(export|declare|typeset)$/.test(name) && args.every((arg) => /^-[px]+$/.test(arg))
}

/** How the commands would give secrets away, in words. `text` is the command as it was written. */
export const sendsSecrets = (pieces: readonly Piece[], text: string): string | undefined => {
  const commands = pieces.map((piece) => {
    const all = commandsIn(piece)
    const sender = all.findIndex(sends)
    return sender < 0
      ? { sender: [], others: all }
      : { sender: all[sender]!, others: [all[0]!.slice(0, sender)] }
  })
  const sending = commands.map(({ sender }) => sender).filter(({ length }) => length > 0)
  if (sending.length === 0 && !networkText.test(text)) return undefined
  const others = commands.flatMap(({ others }) => others).filter(({ length }) => length > 0)
  const file = [
    ...sending.flatMap(filesSentBy),
    ...others.flatMap((words) => words.slice(1).flatMap((word) => pathIn(word) ?? [])),
    ...(networkText.test(text)
      ? Array.from(
          text.matchAll(/["'<\s]([^\s"'<>|&;()]*[./~_][^\s"'<>|&;()]*)/g),
          ([, word]) => pathIn(word!) ?? '',
        )
      : []),
  ].find((path) => namesSecret(path))
  if (file) return `sends the secret file ${file} out`
  if (
    others.some(dumpsEnvironment) ||
    (networkText.test(text) && /os\.environ|process\.env\b(?!\.)|%ENV|ENV\.to_/.test(text))
  )
    return 'sends the environment out'
  const variable = sending
    .flatMap((words) => withoutValuesOf(words.slice(1), credentialOptions))
    .map((word) => secretVariable.exec(word)?.[0])
    .find(Boolean)
  return variable && `sends ${variable} out`
}
