// `/claw close`: an incident is closed with what was learned; one that is not resolved yet is resolved first.
import { closeForm, statusForm } from '#blocks/incident/forms.ts'
import { incidentSettings } from '#config/load.ts'
import { isOpen } from '#domain/incident/state.ts'
import type { Command } from '../command.ts'
import { meantIncident } from '../incidents.ts'
import { openIncidentForm } from '../open-incident-form.ts'
import { say } from '../reply.ts'

export const close: Command = {
  name: 'close',
  usage: 'close [ID]',
  summary: 'close an incident that is resolved; a form asks what was learned',
  run: async (call) => {
    const meant = await meantIncident(call.text, '/claw close ID')
    if ('problem' in meant) return say(meant.problem)
    const { incident } = meant
    const { id, status } = incident
    if (status === 'resolved')
      return openIncidentForm(
        call,
        closeForm(incident, incidentSettings()),
        `${id} is closed once the form is filled in: what caused it, and what becomes better.`,
      )
    if (!isOpen(incident)) return say(`${id} is ${status} already.`)
    return openIncidentForm(
      call,
      statusForm(incident),
      `${id} is ${status}; it is closed after it is resolved. In one line: /claw status ${id} resolved because …`,
    )
  },
}
