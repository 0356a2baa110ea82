// A form of an incident, opened by a typed word: what is still to be said is asked there.
import type { ModalView } from '@slack/types'
import { notAllowed } from '#domain/shared/permissions.ts'
import { openView } from '#gateways/slack.ts'
import type { Answer, CommandCall } from './command.ts'
import { askingAs } from './incidents.ts'
import { notChecked, say } from './reply.ts'

/** Opens it for people who may work on incidents; `words` say what it is for. */
export const openIncidentForm = async (
  { user, triggerId }: CommandCall,
  view: ModalView,
  words: string,
): Promise<Answer> => {
  const asking = await askingAs(user)
  if (!asking) return notChecked()
  if (!asking.mayAct) return say(notAllowed('incident.work'))
  await openView(triggerId, view)
  return say(words)
}
