// A declaration that was typed becomes an incident, unless there is one about it already.
import { TITLE_MAX } from '#blocks/incident/forms.ts'
import { incidentTitle } from '#blocks/incident/words.ts'
import { cut } from '#blocks/shared/escape.ts'
import type { Declaration } from '#domain/incident/declaration.ts'
import { severityName } from '#domain/incident/severity.ts'
import { isBurning } from '#domain/incident/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { notAllowed } from '#domain/shared/permissions.ts'
import { openIncident } from '#store/incident/incidents.ts'
import type { Answer, CommandCall } from './command.ts'
import { askingAs } from './incidents.ts'
import { notCheckedSentence, say } from './reply.ts'
import { withNames } from './unescape.ts'

interface Declarer {
  user: string
  requestId: string
}

/** Declares it, and says under which number; of what has the same `key` one holds agents back at a time. */
export const declareAs = async (
  { user, requestId }: Declarer,
  { title, ...what }: Declaration & { secret?: string },
  key?: string,
): Promise<string> => {
  const asking = await askingAs(user, 'incident.declare')
  if (!asking) return notCheckedSentence
  // Before the key is looked up: who may not declare learns no number either.
  if (!asking.mayAct) return notAllowed('incident.declare')
  const { incident, isNew, refusal } = await openIncident(
    // Masked as a whole: half a secret would not be known as one.
    { ...asking, ...what, title: cut(maskText(withNames(title)), TITLE_MAX).shown },
    requestId,
    key,
    // One that is mitigated holds agents no longer, so what is seen again then is another.
    isBurning,
  )
  if (!incident) return refusal ?? 'It could not be declared.'
  if (!isNew) return `${incident.id} is open about it already: ${incidentTitle(incident)}.`
  const drill = incident.drill ? ' This is a drill.' : ''
  return `${incident.id} is declared (${severityName(incident.severity)}); its card is in the incidents channel.${drill}`
}

/** The same for what was typed. */
export const declareIncident = async (
  call: CommandCall,
  declaration: Declaration & { secret?: string },
  key?: string,
): Promise<Answer> => say(await declareAs(call, declaration, key))
