// What one agent is told of the switch: the mode that counts for it, and what concerns it of all that is engaged.
import { BUDGET, engagedFor, isOfBudget, type Subject } from '#domain/kill-switch/state.ts'
import type { PausedRun } from '#domain/limits/run.ts'
import { momentOf, type Posture } from '#domain/posture.ts'
import type { SwitchAnswer } from './switch.ts'

type Engaged = SwitchAnswer['engaged'][number]

/** A used-up budget stops from its own commit on, also in the moment before the switch has followed. */
const byBudget = ({ exhausted }: Posture, agent: string, now: string): Engaged[] =>
  exhausted
    .filter(
      ({ scope, from, until }) => [`agent:${agent}`, 'all'].includes(scope) && from <= now && now < until,
    )
    .slice(0, 1)
    .map(({ scope, from, until }) => ({
      scope,
      mode: 'paused',
      reason: 'The budget is used up',
      by: BUDGET,
      since: from,
      until,
    }))

/** `runs` are those of the agent's that have reached a limit. */
export const switchAnswer = (
  posture: Posture,
  agent: string,
  now: string,
  runs: readonly PausedRun[] = [],
): SwitchAnswer => {
  const subject: Subject = { agent }
  const { killSwitch } = posture
  const { switchMode, budgetExhausted } = momentOf(posture, subject, now)
  const own = engagedFor(killSwitch, subject, now).filter((each) => budgetExhausted || !isOfBudget(each))
  // Skills and channels stop a part of what an agent does, so it hears of them although its own mode stays.
  const partial = killSwitch.engaged.filter(
    ({ scope, until }) => /^(skill|channel):/.test(scope) && (!until || now < until),
  )
  return {
    revision: killSwitch.revision,
    effective: budgetExhausted ? 'paused' : switchMode,
    engaged: [
      ...[...own, ...partial].map(({ scope, mode, reason, by, since, until }) => ({
        scope,
        mode,
        reason,
        by: by.id,
        since,
        until: until ?? null,
      })),
      ...(own.some(isOfBudget) ? [] : byBudget(posture, agent, now)),
      ...runs.map(({ run, reason, since, until }) => ({
        scope: `run:${run}`,
        mode: 'paused' as const,
        reason,
        by: 'limits',
        since,
        until,
      })),
    ],
  }
}
