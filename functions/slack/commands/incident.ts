// `/claw incident`: declares one, lists those that are open, or tells one's whole story.
import type { RichTextElement } from '@slack/types'
import { confirmDeclaration } from '#blocks/incident/confirm.ts'
import { incidentTitle } from '#blocks/incident/words.ts'
import { bullets, code, header, preformatted, richText, section, text } from '#blocks/shared/elements.ts'
import { cut, escaped } from '#blocks/shared/escape.ts'
import type { Incident } from '#domain/incident/state.ts'
import { maskText } from '#domain/sensitive/mask.ts'
import { personMay } from '#domain/shared/permissions.ts'
import { reportOf } from '#functions/incidents/report.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { readIncident } from '#store/incident/incidents.ts'
import { listIncidents } from '#store/incident/list.ts'
import type { Answer, Command, CommandCall } from '../command.ts'
import { declareIncident } from '../declare-incident.ts'
import { incidentHelp } from '../help-answers.ts'
import { readIncidentWords } from '../incident-words.ts'
import { meantIncident } from '../incidents.ts'
import { notChecked, say } from '../reply.ts'
import { withNames } from '../unescape.ts'

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
  if (!personMay(person, 'record.read')) return say('There are no incidents that you can see.')
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

/** Slack takes 13,000 characters of JSON in one message. */
const MAX_REPORT = 9_000

const report = async (id: string, user: string): Promise<Answer> => {
  const person = await lookUpPerson(user)
  if (!person) return notChecked()
  const found = personMay(person, 'record.read') ? await readIncident(id) : undefined
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

/** Without a number it is the one that is open. */
const reportOfOnly = async (user: string): Promise<Answer> => {
  const meant = await meantIncident('', '/claw incident report ID')
  return 'problem' in meant ? say(meant.problem) : report(meant.incident.id, user)
}

const run = async (call: CommandCall): Promise<Answer> => {
  const words = readIncidentWords(call.text)
  switch (words.kind) {
    case 'list':
      return list(call.user)
    case 'help':
      return incidentHelp()
    case 'report':
      return words.id === undefined ? reportOfOnly(call.user) : report(words.id, call.user)
    case 'confirm': {
      const { declaration } = words
      const title = maskText(withNames(declaration.title))
      return {
        text: escaped(words.sentence),
        blocks: confirmDeclaration(words.sentence, { ...declaration, title }, call.requestId),
      }
    }
    case 'refused':
      return say(words.sentence)
    case 'declare': {
      const { kind: _, ...declaration } = words
      return declareIncident(call, declaration)
    }
  }
}

export const incident: Command = {
  name: 'incident',
  also: ['incidents', 'declare'],
  usage: 'incident [sev1–sev4] [--drill] what happened',
  summary:
    'declare an incident; alone, it lists those that are open, and “report ID” writes the note about one',
  run,
}
