// Names what is dangerous in a request, in plain words and with its line, so that nobody has to find it in eighty lines of a script.
import { maskText } from '#domain/sensitive/mask.ts'
import { deriveFacts } from './facts.ts'
import type { Around } from './resources/sheet.ts'
import { neverRun } from './shell/never.ts'
import type { Words } from './tool-facts.ts'

/** What a line of a command or script does, the gravest first; one line may do several of these. */
const inLines: [does: string, pattern: RegExp][] = [
  [
    'wipes or overwrites a disk',
    /\b(mkfs(\.\w+)?|wipefs|blkdiscard|fdisk|parted|shred)\b|\bdd\b[^|;&]*\bof=|>\s*\/dev\/(sd|nvme|vd|hd)/,
  ],
  [
    'deletes recursively',
    /\brm\s+(?:-\S+\s+)*(?:-\w*[rR]|--recursive)|\b(rmtree|rimraf|rmSync|rm_rf|remove-item)\b|\bfind\b.*\s-delete\b|\bfind\b.*-exec(dir)?\s+rm\b|\bxargs\b.*\brm\b|\brsync\b.*--del/i,
  ],
  ['deletes', /\b(rm|rmdir|unlink|del|erase)\s+\S/],
  [
    'drops or empties data',
    /\b(drop\s+(table|database|schema|index|view|user)|truncate\s+(table\s+)?\w|delete\s+from|flushall|flushdb|dropdatabase)\b/i,
  ],
  [
    'destroys what runs',
    /\b(terraform\s+(destroy|apply)|pulumi\s+(destroy|up)|kubectl\s+(delete|drain|cordon|scale)|helm\s+(uninstall|delete)|docker\s+(rm|rmi|kill|stop|system\s+prune|volume\s+(rm|prune))|aws\s+\S+\s+(delete|terminate)\S*)/,
  ],
  [
    'throws changes away',
    /\bgit\s+(?:-\S+\s+)*(reset\s+.*--hard|clean\s+-\w*f|checkout\s+(--\s|\.)|restore\s|stash\s+(drop|clear)|branch\s+-D)/,
  ],
  [
    'rewrites or publishes history',
    /\bgit\s+(?:-\S+\s+)*(push|rebase|filter-branch|filter-repo|commit\s+--amend)/,
  ],
  [
    'runs what it downloads',
    /\b(curl|wget|iwr|fetch)\b[^\n]*\|\s*(sudo\s+)?(\w*sh|python\d?|perl|ruby|node|iex)\b|\b(ba)?sh\s+<\(\s*(curl|wget)/,
  ],
  ['runs hidden text', /\bbase64\s+(-d|-D|--decode)[^\n]*\|\s*\w*sh\b|\beval\b|\bexec\s*\(|\bxxd\s+-r/],
  ['acts with all rights', /\b(sudo|doas|su|pkexec|runas)\s+\S/],
  [
    'changes who may do what',
    /\b(chmod|chown|chgrp|setfacl|usermod|useradd|userdel|passwd|visudo|groupadd)\s+\S/,
  ],
  [
    'changes what starts by itself',
    /\b(crontab|systemctl|launchctl|service|update-rc\.d|chkconfig|schtasks|at)\s+\S/,
  ],
  [
    'stops programs or the machine',
    /\b(kill|pkill|killall|taskkill|shutdown|reboot|halt|poweroff|init\s+[06])\b/,
  ],
  [
    'changes the network or its guard',
    /\b(iptables|nft|ufw|firewall-cmd|ip\s+(route|link|addr)\s+(add|del|set)|ifconfig)\b/,
  ],
  [
    'installs code of others',
    /\b(npm|pnpm|yarn|bun)\s+(i|install|add|ci|dlx)\b|\bnpx\s+\S|\b(pip\d?|pipx|uv|gem|cargo|go|brew|apt(-get)?|dnf|yum|apk|pacman|snap)\s+(-\S+\s+)*(install|add|get|-S)\b/,
  ],
  ['publishes', /\b(npm|pnpm|yarn|cargo|gem|twine|docker|podman|gh)\s+(publish|push|upload|release)\b/],
  [
    'sends or fetches over the network',
    /\b(curl|wget|scp|sftp|rsync|nc|ncat|netcat|socat|ssh|telnet|ftp|aws|gcloud|az|gsutil)\s+\S|\/dev\/(tcp|udp)\//,
  ],
  [
    'touches secrets',
    /(^|[\s"'=/@<])(\.env(\.\w+)?|\.ssh|\.aws|\.netrc|\.npmrc|\.pgpass|\.kube|id_(rsa|ed25519|ecdsa)|credentials?|\w+\.(pem|key|p12|pfx))(?=[\s"'/;|&)]|$)|\$\{?\w*(SECRET|TOKEN|PASSWORD|API_?KEY)\w*/,
  ],
  [
    'moves or overwrites files',
    /\b(mv|cp|install|ln|truncate|tee)\s+\S|(^|[^-=<>&\d])>{1,2}\s*(?!\/dev\/null|&)[^\s>&]|\bsed\s+(-\S+\s+)*-i/,
  ],
]

const mostLines = 4_000
const longestLine = 1_000
const mostDangers = 12
const excerpt = (line: string): string => {
  const plain = maskText(line.trim())
  return plain.length > 100 ? `${plain.slice(0, 100)}…` : plain
}

/** What the lines of a command do, each kind named where it first stands. */
const dangersInText = (text: string): string[] => {
  const lines = text.split('\n').slice(0, mostLines)
  const found: string[] = []
  const never = text.length <= 16_000 ? neverRun(text) : undefined
  if (never) found.push(`never runs: ${never}`)
  for (const [does, pattern] of inLines) {
    const hits = lines.flatMap((line, index) =>
      !/^\s*#/.test(line) && pattern.test(line.slice(0, longestLine)) ? [index] : [],
    )
    const [first] = hits
    if (first === undefined) continue
    // Deleting recursively is deleting too; it is said once.
    if (
      does === 'deletes' &&
      found.some((each) => each.startsWith('deletes recursively')) &&
      hits.length <= 1
    )
      continue
    const where =
      lines.length > 1 ? ` (line ${first + 1}${hits.length > 1 ? ` and ${hits.length - 1} more` : ''})` : ''
    found.push(`${does}: ${excerpt(lines[first]!)}${where}`)
  }
  if (text.split('\n', mostLines + 1).length > mostLines)
    found.push(
      `has more than ${mostLines.toLocaleString('en-US')} lines; those behind are not looked through`,
    )
  return found
}

const inWords: Partial<Record<keyof Words, string>> = {
  protectedFile: 'writes what the agent is',
  gatewayFile: 'writes what starts or configures the gateway',
  deviceFile: 'writes to a device',
  agentCode: 'writes a skill or a hook',
  runsLater: 'writes what runs or is obeyed later',
  outsideWorkspace: 'writes outside the workspace',
  secretFile: 'reads what may hold secrets',
  secretLeaves: 'sends secrets out',
  privateAddress: 'reaches inside',
  ownToken: 'carries one of our own tokens',
  administers: 'runs a channel',
  unknown: 'has a part that nobody here knows',
}

/** In the order of their weight, at most twelve, without secrets; empty when nothing stands out. */
export const dangersOf = (tool: string, params: unknown, around: Around = {}): string[] => {
  const derived = deriveFacts(tool, params, around)
  if (!derived.ok) return []
  const { words } = derived.sheet
  const flagged = Object.entries(inWords).flatMap(([fact, does]) => {
    const what = words[fact as keyof Words]
    return what ? [`${does}: ${maskText(what)}`] : []
  })
  const texts = derived.resources.flatMap((resource) => (resource.kind === 'command' ? [resource.text] : []))
  return [...new Set([...flagged, ...texts.flatMap(dangersInText)])].slice(0, mostDangers)
}
