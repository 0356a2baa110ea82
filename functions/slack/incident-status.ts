// How far an incident is: asked with its number alone, changed with where it is now and why.

import { actionIds } from '#blocks/action-ids.ts'
import { statusForm } from '#blocks/incident/forms.ts'
import { incidentTitle } from '#blocks/incident/words.ts'
import { button, sentence } from '#blocks/shared/elements.ts'
import { escaped } from '#blocks/shared/escape.ts'
import { readIncidentPhrase, splitIncidentId } from '#domain/incident/phrase.ts'
import { type Incident, IncidentStatus, isOpen, moves } from '#domain/incident/state.ts'
import { wayTo } from '#domain/incident/way.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { splitReason } from '#domain/shared/plain-text.ts'
import { runIncident } from '#store/incident/incidents.ts'
import type { Answer, CommandCall } from './command.ts'
import { askingAs, meantIncident } from './incidents.ts'
import { openIncidentForm } from './open-incident-form.ts'
import { notChecked, say } from './reply.ts'
import { withNames } from './unescape.ts'

const asStatus = (text: string): IncidentStatus | undefined => {
  const phrase = readIncidentPhrase(`status it ${text}`)
  if (phrase?.verb === 'status') return phrase.to
  if (phrase?.verb === 'close') return 'closed'
  return undefined
}

/** Whether `/claw status …` is about an incident rather than about what is stopped. */
export const isAboutIncident = (text: string): boolean => {
  const { id, rest } = splitIncidentId(text)
  return id !== undefined || (rest.trim() !== '' && asStatus(splitReason(rest).said) !== undefined)
}

const shown = (incident: Incident): Answer => {
  const { id, status, lead } = incident
  const words = `${incidentTitle(incident)} · ${status}${lead ? '' : isOpen(incident) ? ', and nobody leads it' : ''}.`
  const ref = { id }
  const buttons = [
    ...(moves[status].length > 0 ? [button(actionIds.incidentStatus, 'Status …', ref)] : []),
    ...(isOpen(incident) ? [button(actionIds.incidentSeverity, 'Severity …', ref)] : []),
  ]
  return {
    text: escaped(words),
    blocks: [
      sentence(`${words} The whole story: /claw incident report ${id}`),
      ...(buttons.length > 0 ? [{ type: 'actions' as const, elements: buttons }] : []),
    ],
  }
}

/** Goes there step by step with one reason, and says where it stopped when a step is refused. */
const moveAlong = async (
  incident: Incident,
  way: readonly IncidentStatus[],
  reason: string,
  call: CommandCall,
): Promise<Answer> => {
  const asking = await askingAs(call.user)
  if (!asking) return notChecked()
  for (const to of way) {
    const { refusal } = await runIncident(
      incident.id,
      { type: 'MoveStatus', ...asking, to, reason: maskText(withNames(reason)) },
      call.requestId,
    )
    if (refusal) return say(refusal.sentence)
  }
  return say(`${incident.id} is ${way.at(-1)} from now on; its thread says so.`)
}

export const incidentStatus = async (call: CommandCall): Promise<Answer> => {
  const meant = await meantIncident(call.text, '/claw status ID mitigated because …')
  if ('problem' in meant) return say(meant.problem)
  const { incident } = meant
  const { id, status } = incident
  const { said, reason } = splitReason(meant.rest)
  if (said.trim() === '') {
    const asking = await askingAs(call.user)
    if (!asking) return notChecked()
    return asking.mayAct ? shown(incident) : say(`There is no ${id} that you can see.`)
  }
  const to = asStatus(said)
  if (to === undefined)
    return say(
      `“${said.trim().slice(0, 40)}” is no status: there are ${IncidentStatus.options.slice(1).join(', ')}.`,
    )
  if (to === status) return say(`${id} is ${status} already.`)
  if (to === 'closed') return say(`What was learned is asked when it is closed: /claw close ${id}`)
  const way = wayTo(status, to)
  if (!way) return say(`${id} is ${status}; it cannot be ${to} any more.`)
  if (reason !== undefined) return moveAlong(incident, way, reason, call)
  return openIncidentForm(
    call,
    statusForm(incident),
    `${id} is ${status}; the form asks how far it is and why. In one line: /claw status ${id} ${to} because …`,
  )
}
