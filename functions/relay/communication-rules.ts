// Which event of a message about an incident has which effect: each that people must see has an execution of its own.
import type { CommunicationEvent } from '#domain/communication/communication.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { arn, idOf, none, type Rule } from './effects.ts'

const tell: Rule = (event) =>
  startExecution(arn('COMMUNICATION_ARN'), `${idOf(event)}-${event.seq}`, {
    id: idOf(event),
    event: event.action,
  })

/** What is published in the same moment is shown once, as published. */
const askForReader: Rule = async (event) => {
  const { needsSecond } = event.data['draft'] as { needsSecond: boolean }
  if (needsSecond) await tell(event)
}

export const communicationRules: Record<CommunicationEvent['type'], Rule | undefined> = {
  UpdateDrafted: askForReader,
  UpdatePublished: tell,
  UpdateDiscarded: tell,
  PublicationRefused: none,
}
