// The agent's token, from a file that only the gateway's user can read: an environment is open to every tool that reads /proc.
import { readFileSync, statSync } from 'node:fs'
import process from 'node:process'

export const tokenVariable = 'CLAW_CONTROL_TOKEN'
export const tokenFileName = 'token'

const maxBytes = 4_096

/** The file's token, or the sentence that says why it is not taken. */
export const readTokenFile = (path: string): { token: string } | { reason: string } => {
  try {
    const { mode, uid, size } = statSync(path)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      return { reason: `other users may read or change ${path}: chmod 600 ${path}` }
    if (process.getuid && uid !== process.getuid() && uid !== 0)
      return { reason: `${path} belongs to another user` }
    if (size > maxBytes) return { reason: `${path} is too long for a token` }
    return { token: readFileSync(path, 'utf8').trim() }
  } catch (error) {
    return {
      reason: `there is no token in ${path} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`,
    }
  }
}

/** The variables of an environment that hold this token; any command that runs could print them. */
export const variablesWith = (token: string, environment: NodeJS.ProcessEnv): string[] =>
  Object.entries(environment).flatMap(([name, value]) => (value?.includes(token) ? [name] : []))
