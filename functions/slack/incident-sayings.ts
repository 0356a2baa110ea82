// What people say about an incident in their own words, as the command that does it.
import type { IncidentPhrase } from '#domain/incident/phrase.ts'

/** The command's name and what follows it, or a sentence where nothing can be done. */
export const commandFor = (phrase: IncidentPhrase): { name: string; text: string } | { sentence: string } => {
  const { id = '', reason } = phrase
  const because = reason === undefined ? '' : ` because ${reason}`
  switch (phrase.verb) {
    case 'status':
      return { name: 'status', text: `${id} ${phrase.to}${because}`.trim() }
    case 'severity':
      return { name: 'severity', text: `${id} ${phrase.severity}${because}`.trim() }
    case 'close':
      return { name: 'close', text: id }
    case 'acknowledge':
      return { name: 'ack', text: id }
    case 'lead':
      return { name: 'lead', text: id }
    case 'merge':
      return { name: 'merge', text: `${id} into ${phrase.into ?? ''}${because}`.trim() }
    case 'report':
      return { name: 'incident', text: `report ${id}`.trim() }
    case 'list':
      return { name: 'incident', text: '' }
    case 'reopen':
      return {
        sentence: `${id || 'It'} cannot be opened again. Declare a new one, and say which it belongs to: /claw incident sev2 what happened${id ? `, as in ${id}` : ''}`,
      }
    case 'about':
      return {
        sentence: `What about ${id}? /claw status ${id} shows how it stands, /claw note ${id} … puts something on its timeline.`,
      }
  }
}
