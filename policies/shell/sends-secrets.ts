// Recognises commands that would carry keys, passwords or the environment out of the machine.
import { namesSecret } from '../secret-files.ts'
import { commandsIn, type Piece, programName } from './pieces.ts'

/** Send what they are given as text or as input; their own words are hosts. */
const pipes = 'nc ncat netcat socat telnet ssh dig nslookup host drill ping ftp lftp tftp openssl'.split(' ')
/** Send the files that they are given. */
const copiers =
  'scp sftp rsync rclone gsutil s3cmd aws az gcloud gh croc wormhole mail mailx sendmail mutt msmtp swaks'.split(
    ' ',
  )
/** Send files only where an option or an @ says so. */
const requesters = 'curl wget http https xh aria2c iwr irm invoke-webrequest invoke-restmethod'.split(' ')
const senders = new Set([...pipes, ...copiers, ...requesters])

const sends = ([program, ...args]: string[]): boolean => {
  const name = programName(program)
  if (/^(aws|az|gcloud)$/.test(name))
    return args.some((arg) => /^(cp|sync|mv|upload|put-object|upload-batch|copy)$/.test(arg))
  if (name === 'openssl') return args[0] === 's_client'
  if (name === 'gh') return args[0] === 'gist'
  return senders.has(name)
}
/** Devices of the shell, and code that talks over the network. */
const networkText =
  /\/dev\/(tcp|udp)\/|\b(requests\.(post|put|get)|urllib|http\.client|https?\.request|fetch\(|socket\.|net\.connect|LWP|Net::HTTP|IO::Socket|TCPSocket|WebClient|file_get_contents\(.?http)/

/** Options whose file proves who one is; it is used, not sent. */
const identityOptions: Record<string, RegExp> = {
  scp: /^-[iFS]$/,
  sftp: /^-[iFS]$/,
  rsync: /^(-e|--rsh)$/,
  curl: /^(-E|--cert|--key|--cacert|--capath|--netrc-file|--proxy-cert|--proxy-key)$/,
  wget: /^--(certificate|private-key|ca-certificate)$/,
}
/** Options that may name a secret variable: proving to the receiver who one is is what they are there for. */
const credentialOptions =
  /^(-H|--header|-u|--user|--oauth2-bearer|--proxy-user|-A|--http-user|--http-password|--password)$/

const withoutValuesOf = (words: string[], option: RegExp): string[] =>
  words.filter(
    (word, index) => !(index > 0 && option.test(words[index - 1]!)) && !option.test(word.split('=')[0]!),
  )

/** Words that are paths: no prose, URL, `host:path`, mail address, assignment or option. */
const isPath = (word: string): boolean =>
  /[./~_\\]/.test(word) &&
  !/\s|^\w[\w+.-]*:\/\/|^[\w.@-]{2,}:|^[^/]+@[^/]+\.\w+$|^[A-Za-z_]\w*=|^-/.test(word)

const uploadOptions = /^(-T|-K|--upload-file|--post-file|--body-file|--config|--data-urlencode|-InFile)$/i
const uploads = (words: string[]): string[] =>
  words.flatMap((word, index) => [
    ...Array.from(word.matchAll(/(?:^|[=\w])[@<]([^;,]+)/g), ([, path]) => path!),
    ...(uploadOptions.test(words[index - 1] ?? '') ? [word] : []),
    ...(/^(--[\w-]+=|-T)/.test(word) ? [word.replace(/^(--[\w-]+=|-T)/, '')] : []),
  ])

const filesSentBy = ([program, ...args]: string[]): string[] => {
  const name = programName(program)
  const words = withoutValuesOf(args, identityOptions[name] ?? /^$/)
  if (name === 'socat')
    return words.flatMap((word) => /^(?:file|open|gopen|create):([^,]+)/i.exec(word)?.[1] ?? [])
  if (name === 'ftp' && words.some((word) => /^-\w*u/.test(word))) return words.filter(isPath)
  if (pipes.includes(name)) return []
  if (requesters.includes(name)) return uploads(words)
  // The last operand of a copy is where it goes to.
  return words
    .filter(isPath)
    .slice(0, /^(scp|rsync)$/.test(name) && isPath(words.at(-1) ?? '') ? -1 : undefined)
}

/** Programs that are given secret files without reading them out. */
const silent = new Set(
  'source . chmod chown chgrp ls stat test [ mkdir touch rm ssh-add ssh-keygen echo'.split(' '),
)
const filesReadBy = ([program, ...args]: string[]): string[] =>
  silent.has(program ?? '') ? [] : args.filter(isPath)

const secretVariable = /\$\{?!?\w*(SECRET|TOKEN|PASSW|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL)\w*/i

/** Prints the whole environment, as opposed to running something in it. */
const dumpsEnvironment = ([program, ...args]: string[]): boolean => {
  const name = programName(program)
  if (name === 'printenv' || (name === 'compgen' && args[0] === '-e')) return true
  if (name === 'env') return args.every((arg) => /^-\w*0?$|=/.test(arg))
  if (name === 'set') return args.length === 0
  return /^(export|declare|typeset)$/.test(name) && args.every((arg) => /^-[px]+$/.test(arg))
}

/** Commands that print keys, passwords or tokens because that is what they are for. */
const tellers =
  /^(history|fc|gpg2? .*--export-secret|vault (kv get|read|token)|pass (show|\S+$)|op (read|item get|document get)|bw get|lpass show|aws (secretsmanager get-secret|ssm get-parameter|configure (export|get)|ecr get-login|sts get-session-token)|gcloud (secrets versions access|auth print-)|az (keyvault secret|account get-access-token)|kubectl get secrets?|gh auth token|security (find-\w+-password|dump-keychain)|secret-tool lookup|heroku config|doppler secrets|infisical (secrets|export)|chamber (read|export)|sops (-d|--decrypt|decrypt)|ansible-vault (view|decrypt)|git credential fill|docker-credential-\S+ get|ssh-keygen .*-y|openssl (rsa|pkcs12|pkey) )/
const tellsSecrets = ([program, ...args]: string[]): boolean =>
  tellers.test([programName(program), ...args].join(' ').slice(0, 300))

const pathsInCode = (text: string): string[] =>
  Array.from(text.matchAll(/["'<\s]([^\s"'<>|&;()]+)/g), ([, word]) => word!).filter(isPath)

/** How the commands would give secrets away, in words. `text` is the command as it was written. */
export const sendsSecrets = (pieces: readonly Piece[], text: string): string | undefined => {
  const commands = pieces.map((piece) => {
    const all = commandsIn(piece)
    const sender = all.find(sends)
    if (!sender) return { sending: [], others: all }
    return {
      sending: [sender],
      others: [all[0]!.slice(0, -sender.length)].filter(({ length }) => length > 0),
    }
  })
  const sending = commands.flatMap((each) => each.sending)
  const others = commands.flatMap((each) => each.others)
  const network = networkText.test(text)
  if (sending.length === 0 && !network) return undefined
  const file = [
    ...sending.flatMap(filesSentBy),
    ...others.flatMap(filesReadBy),
    ...pieces.flatMap(({ readsFrom }) => readsFrom),
    ...(network ? pathsInCode(text) : []),
  ].find(namesSecret)
  if (file) return `sends the secret file ${file} out`
  if (
    others.some(dumpsEnvironment) ||
    (network && /os\.environ|process\.env\b(?!\.)|%ENV|ENV\.to_/.test(text))
  )
    return 'sends the environment out'
  // What stands before a pipe, or in a substitution, becomes what is sent.
  const fed = /[`]|[$<]\(/.test(text) || pieces.some((piece) => piece.piped && commandsIn(piece).some(sends))
  const teller = fed ? others.find(tellsSecrets) : undefined
  if (teller) return `sends what ${programName(teller[0])} prints out`
  const carried = fed ? others.flat().flatMap((word) => secretVariable.exec(word)?.[0] ?? [])[0] : undefined
  if (carried) return `sends ${carried} out`
  const variable = sending
    .flatMap((words) => withoutValuesOf(words.slice(1), credentialOptions))
    .map((word) => secretVariable.exec(word)?.[0])
    .find(Boolean)
  return variable && `sends ${variable} out`
}
