// What one agent is told of the switch: the mode that counts for it, and what concerns it of all that is engaged.
import { effectiveMode, engagedFor, type Subject, type SwitchFacts } from '#domain/kill-switch/state.ts'
import type { SwitchAnswer } from './switch.ts'

export const switchAnswer = (facts: SwitchFacts, agent: string, now: string): SwitchAnswer => {
  const subject: Subject = { agent }
  const own = engagedFor(facts, subject, now)
  // Skills and channels stop a part of what an agent does, so it hears of them although its own mode stays.
  const partial = facts.engaged.filter(
    ({ scope, until }) => /^(skill|channel):/.test(scope) && (!until || now < until),
  )
  return {
    revision: facts.revision,
    effective: effectiveMode(facts, subject, now),
    engaged: [...own, ...partial].map(({ scope, mode, reason, by, since, until }) => ({
      scope,
      mode,
      reason,
      by: by.id,
      since,
      until: until ?? null,
    })),
  }
}
