// The facts of the moment that every decision reads: what is engaged, what burns, what is frozen, whose money is spent.
import type { Moment } from './action/judgement.ts'
import { effectiveMode, type Scope, type Subject, type SwitchFacts, scopesOf } from './kill-switch/state.ts'

export interface Posture {
  killSwitch: SwitchFacts
  /** The open incident that is worst: 1 to 4, or 0 when nothing burns. */
  severity: number
  freeze: boolean
  /** Whose budget is used up (an agent's or everybody's), from when until when. */
  exhausted: readonly { scope: Scope; from: string; until: string }[]
}

/** What the judge is told about this subject at this moment. */
export const momentOf = (posture: Posture, subject: Subject, now: string): Moment => ({
  switchMode: effectiveMode(posture.killSwitch, subject, now),
  severity: posture.severity,
  freeze: posture.freeze,
  budgetExhausted: posture.exhausted.some(
    ({ scope, from, until }) =>
      scopesOf({ agent: subject.agent }).includes(scope) && from <= now && now < until,
  ),
})
