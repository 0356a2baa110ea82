// Kills what the gateway started: a command in the background, the scheduler's or a terminal's, outlives every run.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { sep } from 'node:path'
import process from 'node:process'

const gatewayVariable = 'CLAW_CONTROL_GATEWAY'
const sessionVariable = 'CLAW_CONTROL_SESSION'

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Processes can be found where the kernel shows them and their environment. */
export const canReap = process.platform === 'linux'

/** What marks a process as started through this gateway; two gateways on one machine have different state directories. */
export const tagsOf = (stateDirectory: string, sessionKey: string | undefined): Record<string, string> => ({
  [gatewayVariable]: shortHash(stateDirectory),
  [sessionVariable]: shortHash(sessionKey ?? ''),
})

export interface Process {
  pid: number
  parent: number
  tagged: boolean
  /** Its program and arguments. */
  line: readonly string[]
}

/** State and parent follow after the name, which may itself hold brackets and spaces. */
const statOf = (stat: string): { state: string; parent: number } => {
  const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { state, parent: Number(parent) }
}

const look = async (pid: number, tags: readonly string[]): Promise<Process | undefined> => {
  try {
    const { state, parent } = statOf(await readFile(`/proc/${pid}/stat`, 'latin1'))
    if (state === 'Z' || state === 'X') return undefined // dead, only not yet buried by its parent
    const [environment, line] = await Promise.all([
      readFile(`/proc/${pid}/environ`, 'latin1').catch(() => ''),
      readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    ])
    const variables = new Set(environment.split('\0'))
    return { pid, parent, tagged: tags.every((tag) => variables.has(tag)), line: line.split('\0') }
  } catch {
    return undefined // ended meanwhile
  }
}

const processes = async (tags: readonly string[]): Promise<Process[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.filter((pid) => pid !== process.pid).map((pid) => look(pid, tags)))
  return found.filter((entry) => entry !== undefined)
}

/** OpenClaw's own helpers, without which the gateway itself would not go on; what they started is not spared. */
const isHelper = ({ parent, line }: Process, gateway: number): boolean =>
  parent === gateway &&
  line[0] === process.execPath &&
  line.some((word) => word.includes(`${sep}openclaw${sep}dist${sep}`) && /(worker|child)\.m?js$/.test(word))

/** Those that are marked, or that this gateway started when all are meant, and all that they started in turn. */
export const family = (all: readonly Process[], gateway: number | undefined): number[] => {
  const hit = new Set(all.filter(({ tagged }) => tagged).map(({ pid }) => pid))
  const spared = new Set(
    gateway === undefined ? [] : all.filter((entry) => isHelper(entry, gateway)).map(({ pid }) => pid),
  )
  const roots = new Set([...hit, ...(gateway === undefined ? [] : [gateway])])
  for (let before = -1; before !== roots.size; ) {
    before = roots.size
    for (const { pid, parent } of all) if (roots.has(parent)) roots.add(pid)
  }
  return [...roots].filter((pid) => pid !== gateway && (hit.has(pid) || !spared.has(pid)))
}

/**
 * Ends every process of one session, or, when none is named, every process that this gateway started by whatever way;
 * the ids of those that were still alive.
 */
export const reap = async (
  stateDirectory: string,
  sessionKey: string | undefined,
  gatewayProcess: number | undefined,
): Promise<number[]> => {
  if (!canReap) return []
  const { [gatewayVariable]: gateway, [sessionVariable]: session } = tagsOf(stateDirectory, sessionKey)
  const tags = [
    `${gatewayVariable}=${gateway}`,
    ...(sessionKey === undefined ? [] : [`${sessionVariable}=${session}`]),
  ]
  const pids = family(await processes(tags), sessionKey === undefined ? gatewayProcess : undefined)
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // it ended by itself
    }
  }
  return pids
}
