// A pause withdraws what was asked before it: the one place that says whether it has, and in which words.
import { isWithdrawn, type Subject, type SwitchFacts } from '../kill-switch/state.ts'

/** What an action's rules read of the posture; whoever has all of it passes it as it is. */
export interface ActionFacts {
  killSwitch: SwitchFacts
}

export type Withdrawal = { withdrawn: false } | { withdrawn: true; reason: string }

/** Whether a pause since this was asked has withdrawn it, also when it was released since. */
export const withdrawalOf = (
  { killSwitch }: ActionFacts,
  request: Subject & { switchRevision: number },
): Withdrawal =>
  isWithdrawn(killSwitch, request, request.switchRevision)
    ? {
        withdrawn: true,
        reason:
          'Agents were paused after this was asked, which withdraws it; ask again with a new idempotencyKey.',
      }
    : { withdrawn: false }
