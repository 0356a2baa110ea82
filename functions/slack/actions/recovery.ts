// The three answers to an outcome that nobody knows; the first one closes it.
import type { App } from '@slack/bolt'
import { recoveryCard } from '#blocks/action/recovery-card.ts'
import { ActionRef, actionIds } from '#blocks/action-ids.ts'
import { action } from '#domain/action/action.ts'
import type { Recovery } from '#domain/action/state.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { readPosture } from '#store/posture.ts'
import { type Click, onAction } from '../on-action.ts'
import { redraw } from '../redraw.ts'

const failed =
  'This could not be recorded, so it is still open; try again. A second click never counts twice.'

const settle =
  (resolution: Recovery['resolution']) =>
  async ({ user, value, requestId, message }: Click): Promise<string | undefined> => {
    const { id } = ActionRef.parse(value)
    const [person, posture] = await Promise.all([lookUpPerson(user), readPosture()])
    const { state, refusal } = await runCommand(
      action,
      id,
      { type: 'ResolveRecovery', by: user, person, resolution, now: new Date().toISOString(), posture },
      { requestId },
    )
    if (state.status !== 'none') await redraw(message, state, recoveryCard)
    return refusal?.sentence
  }

export const recoveryActions = (app: App): void => {
  onAction(app, actionIds.recoveryHappened, failed, settle('happened'))
  onAction(app, actionIds.recoveryDidNotHappen, failed, settle('did-not-happen'))
  onAction(app, actionIds.recoveryRetryIsSafe, failed, settle('retry-is-safe'))
}
