// What people type to stop agents: `all for 30m because it loops`, in any order that a tired person may choose.
import { Scope } from './state.ts'

export interface SwitchPhrase {
  scope: Scope
  /** Seconds; absent means until somebody resumes. */
  seconds?: number
  reason?: string
}

const MAX_SECONDS = 30 * 86_400
const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 }

/** Seconds of `30m`, `1h30m`, `2 hours` or `1d`; undefined for anything else. */
export const durationSeconds = (text: string): number | undefined => {
  const parts = [...text.matchAll(/(\d{1,5})\s*(s|m|h|d)[a-z]*\s*/gi)]
  if (
    parts.length === 0 ||
    parts
      .map(([part]) => part)
      .join('')
      .trim() !== text.trim()
  )
    return undefined
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitSeconds[unit!.toLowerCase()]!, 0)
}

/** The phrase, or a sentence that says which part of it was not understood. */
export const parseSwitchPhrase = (text: string): SwitchPhrase | { problem: string } => {
  const [, head = '', reason] = /^(.*?)(?:(?:^|\s+)because\s+(.*))?$/is.exec(text.trim()) ?? []
  const [, target = '', time] = /^(.*?)(?:(?:^|\s+)for\s+(.*))?$/is.exec(head.trim()) ?? []
  const seconds = time === undefined ? undefined : durationSeconds(time)
  if (time !== undefined && seconds === undefined)
    return { problem: `“${time.slice(0, 40)}” is no length of time; write it like 30m, 2h or 1h30m.` }
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
