// Judges a shell command: is it proven harmless, may it never run, and what stands out.
import type { Resolved } from '../resources/path.ts'
import { neverRun } from './never.ts'
import { folderOf, notProven } from './prove.ts'

export interface CommandFacts {
  readOnly: boolean
  forbidden: boolean
  /** What keeps it from being free, or what makes it forbidden; empty when it is free. */
  detail: string
}

/** Of longer texts only the head and the tail are searched for what must never run; they ask in any case. */
const longestSearched = 16_000
const searched = (command: string): string =>
  command.length <= longestSearched
    ? command
    : `${command.slice(0, longestSearched / 2)}\n${command.slice(-longestSearched / 2)}`

/** `folder` is where the command would run, as the call names it. */
export const commandFacts = (
  command: string,
  { folder, resolved }: { folder?: string | undefined; resolved?: Resolved | undefined } = {},
): CommandFacts => {
  const problem = notProven(command, { folder: folderOf(folder, resolved), resolved })
  // What is proven harmless cannot be on the list of what must never run.
  if (problem === undefined) return { readOnly: true, forbidden: false, detail: '' }
  const never = neverRun(searched(command), folder ?? '')
  return never
    ? { readOnly: false, forbidden: true, detail: never }
    : { readOnly: false, forbidden: false, detail: problem }
}
