// `/claw severity`: how bad an incident is; without a reason, the form asks for it.
import { severityForm } from '#blocks/incident/forms.ts'
import { incidentSettings } from '#config/load.ts'
import { severityOf } from '#domain/incident/severity.ts'
import { isOpen } from '#domain/incident/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { bare, plainText, splitReason } from '#domain/shared/plain-text.ts'
import { runIncident } from '#store/incident/incidents.ts'
import type { Command } from '../command.ts'
import { askingAs, meantIncident } from '../incidents.ts'
import { openIncidentForm } from '../open-incident-form.ts'
import { notChecked, say } from '../reply.ts'
import { withNames } from '../unescape.ts'

export const severity: Command = {
  name: 'severity',
  also: ['sev'],
  usage: 'severity [ID] sev1–sev4 [because …]',
  summary: 'how bad an incident is; without a reason, a form asks for it',
  run: async (call) => {
    const meant = await meantIncident(call.text, '/claw severity ID sev2 because …')
    if ('problem' in meant) return say(meant.problem)
    const { incident } = meant
    const { said, reason } = splitReason(meant.rest)
    const word = bare(said).replace(/^(?:to|is|as|=)\s+/i, '')
    const wanted = severityOf(word.replace(/^sev(?:erity)?[\s-]*/i, 'sev'))
    if (word !== '' && wanted === undefined)
      return say(`“${word.slice(0, 40)}” is no severity: there are sev1 (worst), sev2, sev3 and sev4.`)
    if (!isOpen(incident)) return say(`${incident.id} is ${incident.status}; its severity stays as it is.`)
    if (wanted === undefined || reason === undefined)
      return openIncidentForm(
        call,
        severityForm(incident, incidentSettings(), wanted ?? incident.severity),
        `How bad is ${incident.id}, and why? The form asks. In one line: /claw severity ${incident.id} sev${wanted ?? 2} because …`,
      )
    const asking = await askingAs(call.user)
    if (!asking) return notChecked()
    const { state, refusal } = await runIncident(
      incident.id,
      {
        type: 'SetSeverity',
        ...asking,
        severity: wanted,
        unsure: plainText(said).trimEnd().endsWith('?'),
        reason: maskText(withNames(reason)),
      },
      call.requestId,
    )
    if (refusal) return say(refusal.sentence)
    const now = state.status === 'none' ? wanted : (state.severity ?? wanted)
    return say(`${incident.id} is SEV${now} from now on; its thread says so.`)
  },
}
