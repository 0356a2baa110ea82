// `/claw incident`: declares one, lists those that are open, or tells one's whole story.
import { bullets, code, header, preformatted, richText, section, text } from '#blocks/elements.ts'
import { cut } from '#blocks/foreign-text.ts'
import { incidentTitle } from '#blocks/incident-words.ts'
import { severityName, severityOf } from '#domain/severity.ts'
import { reportOf } from '#functions/incidents/report.ts'
import { lookUpPerson } from '#gateways/people.ts'
import { listIncidents, openIncident, readIncident } from '#store/incidents.ts'
import { askingAs } from '../incidents.ts'
import { notChecked, say } from './answers.ts'
import type { Answer, Command, CommandCall } from './command.ts'

const MAX_TITLE = 300

const list = async (): Promise<Answer> => {
  const [open, waiting] = await Promise.all([
    listIncidents('incidents', 10),
    listIncidents('incidents-follow-ups', 10),
  ])
  if (open.length + waiting.length === 0)
    return say('No incident is open. Declare one with /claw incident sev2 what happened.')
  return {
    text: 'Incidents',
    blocks: [
      header('Incidents'),
      richText(
        bullets(
          [...open, ...waiting].map((incident) => [text(`${incidentTitle(incident)} · ${incident.status}`)]),
        ),
      ),
      richText(bullets([[code('/claw incident report ID'), text('  the one-page note')]])),
    ],
  }
}

/** `sev2`, `sev2?` for unsure, `--drill` in any order at the beginning, and then what happened. */
export const parseDeclaration = (typed: string) => {
  const words = typed.trim().split(/\s+/)
  let severity: ReturnType<typeof severityOf>
  let unsure = false
  let drill = false
  const rest = words.filter((word, index) => {
    if (word === '--drill' || word === '—drill') {
      drill = true
      return false
    }
    const found = index < 3 && severity === undefined ? severityOf(word.replace(/[?:,]$/, '')) : undefined
    // A bare number is more likely a part of what happened.
    if (found === undefined || /^\d/.test(word)) return true
    severity = found
    unsure = word.endsWith('?')
    return false
  })
  return { severity, unsure, drill, title: rest.join(' ').slice(0, MAX_TITLE) }
}

/** Declares what was typed, and says under which number. */
export const declare = async (
  call: CommandCall,
  what: { title: string; secret?: string } & Omit<ReturnType<typeof parseDeclaration>, 'title'>,
): Promise<Answer> => {
  const asking = await askingAs(call.user)
  if (!asking) return notChecked()
  const { incident, refusal } = await openIncident({ ...asking, ...what }, call.requestId)
  if (!incident) return say(refusal ?? 'It could not be declared.')
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
  const [, id] = /^report\s+(inc-\d{1,9})$/i.exec(call.text) ?? []
  if (id) return report(id.toUpperCase(), call.user)
  if (/^report$/i.test(call.text)) return say('Which one? Type /claw incident report INC-1.')
  if (call.text === '') return list()
  const declaration = parseDeclaration(call.text)
  if (declaration.title === '')
    return say('Say in a few words what happened: /claw incident sev2 mails go out twice')
  return declare(call, declaration)
}

export const incident: Command = {
  name: 'incident',
  usage: 'incident [sev1–sev4] [--drill] what happened',
  summary:
    'declare an incident; alone, it lists those that are open, and “report ID” writes the note about one',
  run,
}

export const leak: Command = {
  name: 'leak',
  usage: 'leak SECRET-NAME [--drill]',
  summary: 'a secret has leaked: four steps, each with evidence and a person',
  run: async (call) => {
    const { title, drill } = parseDeclaration(call.text)
    const secret = title.replaceAll('`', '')
    if (!/^[\w./:-]{1,100}$/.test(secret))
      return say('Name the secret, never its value: /claw leak BILLING_API_KEY')
    return declare(call, {
      ...{ title: `Credential leak: ${secret}`, secret, severity: 2, unsure: false, drill },
    })
  },
}
