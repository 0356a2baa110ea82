// The card that asks people how an action ended, and the reminder in its thread.
import { recoveryCard } from '#blocks/recovery-card.ts'
import { channels, directory } from '#config/load.ts'
import type { KnownAction } from '#domain/action-state.ts'
import { holdersOf } from '#domain/people.ts'
import { showCard } from '#workflows/posting.ts'

export const WORKFLOW = 'recovery'

/** Those who can find out best: the platform owners. Anyone with a role may say. */
const asked = (): string[] => holdersOf(directory(), ['platform'])

export const showRecoveryCard = (action: KnownAction, now: string): Promise<void> =>
  showCard(
    {
      stream: `action/${action.request.id}`,
      workflow: WORKFLOW,
      channel: channels().approvals.id,
      since: action.request.requestedAt,
    },
    recoveryCard(action, { eligible: asked(), now }),
  )
