// Kills what `exec` left running: a command that went to the background outlives the run that started it.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import process from 'node:process'

const gatewayVariable = 'CLAW_CONTROL_GATEWAY'
const sessionVariable = 'CLAW_CONTROL_SESSION'

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Background processes can be found where the kernel shows their environment. */
export const canReap = process.platform === 'linux'

/** What marks a process as started through this gateway; two gateways on one machine have different state directories. */
export const tagsOf = (stateDirectory: string, sessionKey: string | undefined): Record<string, string> => ({
  [gatewayVariable]: shortHash(stateDirectory),
  [sessionVariable]: shortHash(sessionKey ?? ''),
})

interface Process {
  pid: number
  parent: number
  tagged: boolean
}

/** The parent's id follows the state letter after the name, which may itself hold brackets and spaces. */
const parentOf = (stat: string): number => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])

const look = async (pid: number, tags: readonly string[]): Promise<Process | undefined> => {
  try {
    const [environment, stat] = await Promise.all([
      readFile(`/proc/${pid}/environ`, 'latin1'),
      readFile(`/proc/${pid}/stat`, 'latin1'),
    ])
    const variables = new Set(environment.split('\0'))
    return { pid, parent: parentOf(stat), tagged: tags.every((tag) => variables.has(tag)) }
  } catch {
    return undefined // ended meanwhile, or another user's
  }
}

const processes = async (tags: readonly string[]): Promise<Process[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.filter((pid) => pid !== process.pid).map((pid) => look(pid, tags)))
  return found.filter((entry) => entry !== undefined)
}

/** The tagged ones and all that they started, which may have cleared its environment. */
const family = (all: readonly Process[]): number[] => {
  const hit = new Set(all.filter(({ tagged }) => tagged).map(({ pid }) => pid))
  for (let before = -1; before !== hit.size; ) {
    before = hit.size
    for (const { pid, parent } of all) if (hit.has(parent)) hit.add(pid)
  }
  return [...hit]
}

/** Ends every process that this gateway's `exec` started (for one session, or for all); the ids that were still there. */
export const reap = async (stateDirectory: string, sessionKey: string | undefined): Promise<number[]> => {
  if (!canReap) return []
  const { [gatewayVariable]: gateway, [sessionVariable]: session } = tagsOf(stateDirectory, sessionKey)
  const tags = [
    `${gatewayVariable}=${gateway}`,
    ...(sessionKey === undefined ? [] : [`${sessionVariable}=${session}`]),
  ]
  const pids = family(await processes(tags))
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // it ended by itself
    }
  }
  return pids
}
