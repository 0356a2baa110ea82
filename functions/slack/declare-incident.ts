// A declaration that was typed becomes an incident, unless there is one about it already.
import { TITLE_MAX } from '#blocks/incident/forms.ts'
import { incidentTitle } from '#blocks/incident/words.ts'
import { cut } from '#blocks/shared/escape.ts'
import type { Declaration } from '#domain/incident/declaration.ts'
import { severityName } from '#domain/incident/severity.ts'
import { isBurning } from '#domain/incident/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { openIncident } from '#store/incident/incidents.ts'
import type { Answer, CommandCall } from './command.ts'
import { askingAs } from './incidents.ts'
import { notChecked, say } from './reply.ts'
import { withNames } from './unescape.ts'

/** Declares what was typed, and says under which number; of what has the same `key` one holds agents back at a time. */
export const declareIncident = async (
  call: CommandCall,
  { title, ...what }: Declaration & { secret?: string },
  key?: string,
): Promise<Answer> => {
  const asking = await askingAs(call.user)
  if (!asking) return notChecked()
  // Before the key is looked up: who may not declare learns no number either.
  if (!asking.mayAct) return say('Only people with a role can declare an incident.')
  const { incident, isNew, refusal } = await openIncident(
    // Masked as a whole: half a secret would not be known as one.
    { ...asking, ...what, title: cut(maskText(withNames(title)), TITLE_MAX).shown },
    call.requestId,
    key,
    // One that is mitigated holds agents no longer, so what is seen again then is another.
    isBurning,
  )
  if (!incident) return say(refusal ?? 'It could not be declared.')
  if (!isNew) return say(`${incident.id} is open about it already: ${incidentTitle(incident)}.`)
  const drill = incident.drill ? ' This is a drill.' : ''
  return say(
    `${incident.id} is declared (${severityName(incident.severity)}); its card is in the incidents channel.${drill}`,
  )
}
