// `/claw incident`: declares one, lists those that are open, or tells one's whole story.
import type { RichTextElement } from '@slack/types'
import { TITLE_MAX } from '#blocks/incident/forms.ts'
import { incidentTitle } from '#blocks/incident/words.ts'
import { bullets, code, header, preformatted, richText, section, text } from '#blocks/shared/elements.ts'
import { cut } from '#blocks/shared/escape.ts'
import type { Declaration } from '#domain/incident/declaration.ts'
import { severityName } from '#domain/incident/severity.ts'
import { type Incident, isBurning } from '#domain/incident/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { reportOf } from '#functions/incidents/report.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { openIncident, readIncident } from '#store/incident/incidents.ts'
import { listIncidents } from '#store/incident/list.ts'
import { askingAs } from '../incidents.ts'
import { asRead } from '../typed.ts'
import { notChecked, say } from './answers.ts'
import type { Answer, Command, CommandCall } from './command.ts'
import { incidentHelp } from './help.ts'
import { readIncidentWords } from './incident-words.ts'

const SHOWN = 10
const COUNTED = 100

const lines = (incidents: readonly Incident[], what: string): RichTextElement[][] => {
  const more = incidents.length - SHOWN
  const atLeast = incidents.length === COUNTED ? ' or more' : ''
  return [
    ...incidents.slice(0, SHOWN).map((incident) => [text(`${incidentTitle(incident)} · ${incident.status}`)]),
    ...(more > 0 ? [[text(`and ${more}${atLeast} more ${what}: `), code('npm run incident -- list')]] : []),
  ]
}

const list = async (user: string): Promise<Answer> => {
  const person = await lookUpPerson(user)
  if (!person) return notChecked()
  if (person.roles.length === 0) return say('There are no incidents that you can see.')
  const [open, waiting] = await Promise.all([
    listIncidents('incidents', COUNTED),
    listIncidents('incidents-follow-ups', COUNTED),
  ])
  if (open.length + waiting.length === 0)
    return say('No incident is open. Declare one with /claw incident sev2 what happened.')
  return {
    text: 'Incidents',
    blocks: [
      header('Incidents'),
      richText(
        bullets([...lines(open, 'that are worked on'), ...lines(waiting, 'that wait for follow-ups')]),
      ),
      richText(bullets([[code('/claw incident report ID'), text('  the one-page note')]])),
    ],
  }
}

/** Declares what was typed, and says under which number; of what has the same `key` one holds agents back at a time. */
export const declare = async (
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
    { ...asking, ...what, title: cut(maskText(asRead(title)), TITLE_MAX).shown },
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

/** Slack takes 13,000 characters of JSON in one message. */
const MAX_REPORT = 9_000

const report = async (id: string, user: string): Promise<Answer> => {
  const person = await lookUpPerson(user)
  if (!person) return notChecked()
  const found = person.roles.length > 0 ? await readIncident(id) : undefined
  if (!found) return say(`There is no ${id} that you can see.`)
  const { shown, more } = cut(await reportOf(found), MAX_REPORT)
  const rest = more > 0 ? ' It is longer than Slack takes; the rest: ' : ' As a file: '
  return {
    text: `The note about ${found.id}`,
    blocks: [
      richText(preformatted(shown)),
      richText(
        section(text(`Markdown, ready to paste.${rest}`), code(`npm run incident -- report ${found.id}`)),
      ),
    ],
  }
}

const run = async (call: CommandCall): Promise<Answer> => {
  const words = readIncidentWords(call.text)
  switch (words.kind) {
    case 'list':
      return list(call.user)
    case 'help':
      return incidentHelp()
    case 'report':
      return report(words.id, call.user)
    case 'refused':
      return say(words.sentence)
    case 'declare': {
      const { kind: _, ...declaration } = words
      return declare(call, declaration)
    }
  }
}

export const incident: Command = {
  name: 'incident',
  usage: 'incident [sev1–sev4] [--drill] what happened',
  summary:
    'declare an incident; alone, it lists those that are open, and “report ID” writes the note about one',
  run,
}
