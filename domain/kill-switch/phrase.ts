// What people type to stop agents: `all for 30m because it loops`, in any order that a tired person may choose.
import { noDuration, parseDuration } from '../shared/duration.ts'
import { Scope } from './state.ts'

export interface SwitchPhrase {
  scope: Scope
  /** Seconds; absent means until somebody resumes. */
  seconds?: number
  reason?: string
}

const MAX_SECONDS = 30 * 86_400
/** The phrase, or a sentence that says which part of it was not understood. */
export const parseSwitchPhrase = (text: string): SwitchPhrase | { problem: string } => {
  const [, head = '', reason] = /^(.*?)(?:(?:^|\s+)because\s+(.*))?$/is.exec(text.trim()) ?? []
  const [, target = '', time] = /^(.*?)(?:(?:^|\s+)for\s+(.*))?$/is.exec(head.trim()) ?? []
  const seconds = time === undefined ? undefined : parseDuration(time)
  if (time !== undefined && seconds === undefined) return { problem: noDuration(time) }
  if (seconds !== undefined && (seconds < 60 || seconds > MAX_SECONDS))
    return { problem: 'A timed stop lasts from one minute to 30 days.' }
  const scope = Scope.safeParse(target.trim() === '' ? 'all' : target.trim().replace(/\s*:\s*/, ':'))
  if (!scope.success)
    return {
      problem: `“${target.slice(0, 60)}” names nothing to stop; write all, agent:NAME, skill:NAME or channel:NAME.`,
    }
  return {
    scope: scope.data,
    ...(seconds === undefined ? {} : { seconds }),
    ...(reason?.trim() ? { reason: reason.trim().slice(0, 300) } : {}),
  }
}
