// Which event of a message about an incident has which effect: each that people must see has an execution of its own.
import type { CommunicationEvent } from '#domain/communication/communication.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { arn, none, type Rule, type Rules } from './effects.ts'

const tell: Rule = ({ id, record }) =>
  startExecution(arn('COMMUNICATION_ARN'), `${id}-${record.seq}`, { id, event: record.action })

/** What is published in the same moment is shown once, as published. */
const askForReader: Rule<Extract<CommunicationEvent, { type: 'UpdateDrafted' }>> = async (happened) => {
  if (happened.event.draft.needsSecond) await tell(happened)
}

export const communicationRules: Rules<CommunicationEvent> = {
  UpdateDrafted: askForReader,
  UpdatePublished: tell,
  UpdateDiscarded: tell,
  PublicationRefused: none,
}
