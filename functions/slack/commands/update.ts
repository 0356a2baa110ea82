// `/claw update`: opens the form in which customers are written to, with the template that fits.
import { communicationForm } from '#blocks/communication-form.ts'
import { MessageKind } from '#domain/communication-state.ts'
import { openView } from '#gateways/slack.ts'
import { composing, kindDue, publishedAbout } from '../composing.ts'
import { askingAs, meantIncident } from '../incidents.ts'
import { notChecked, say } from './answers.ts'
import type { Command } from './command.ts'

export const update: Command = {
  name: 'update',
  usage: 'update [ID] [acknowledgement | update | resolution | correction]',
  summary: 'tell customers about an incident; the template that fits is chosen',
  run: async ({ text, user, triggerId, now }) => {
    const meant = await meantIncident(text, '/claw update ID')
    if ('problem' in meant) return say(meant.problem)
    const { incident, rest } = meant
    const [asking, published] = await Promise.all([askingAs(user), publishedAbout(incident)])
    if (!asking) return notChecked()
    if (!asking.mayAct) return say('Only people with a role can write to customers.')
    const wanted = rest.trim().toLowerCase()
    const chosen = wanted === '' ? kindDue(incident, published) : MessageKind.safeParse(wanted).data
    if (!chosen)
      return say('That is no kind of message; it is acknowledgement, update, resolution or correction.')
    if (chosen === 'correction' && published.length === 0)
      return say(`Nothing has been published about ${incident.id}, so there is nothing to correct.`)
    await openView(
      triggerId,
      communicationForm(composing(incident, { kind: chosen, values: {} }, published, now)),
    )
    return say(`Write to customers about ${incident.id}; the form shows what they will read.`)
  },
}
