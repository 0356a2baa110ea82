// The button of a drill: whoever presses it says that they would be at it.
import type { App } from '@slack/bolt'
import { actionIds, DrillRef } from '#blocks/action-ids.ts'
import { drillCard } from '#blocks/kill-switch/drill-card.ts'
import { DRILL, switchDrill } from '#domain/kill-switch/drill.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { updateMessage } from '#gateways/slack.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { type Click, onAction } from '../on-action.ts'

const react = async ({ user, requestId, value, message }: Click): Promise<string | undefined> => {
  const { startedAt } = DrillRef.parse(value)
  const person = await lookUpPerson(user)
  const mayAct = personMay(person, 'drill.join')
  const { state, refusal } = await runCommand(
    switchDrill,
    DRILL,
    { type: 'ReactToDrill', now: new Date().toISOString(), by: user, mayAct, startedAt },
    { requestId },
  )
  if (message && state.drill?.startedAt === startedAt)
    await updateMessage({ ...message, ...drillCard(state.drill) }, 'click')
  return refusal?.sentence
}

export const drillActions = (app: App): void => {
  onAction(app, actionIds.drillReact, 'This could not be counted; press again.', react)
}
