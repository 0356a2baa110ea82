// `/claw note`: puts something on an incident's timeline.
import { noteText } from '#domain/incident/note-text.ts'
import type { Command } from '../command.ts'
import { workOn } from '../incident-work.ts'
import { withNames } from '../unescape.ts'

export const note: Command = {
  name: 'note',
  also: ['remember'],
  usage: 'note [ID] what to remember',
  summary: 'put something on an incident’s timeline',
  run: workOn({
    usage: 'note ID what to remember',
    toCommand: async ({ rest }, asking) =>
      rest.trim() === ''
        ? 'Say what to remember: /claw note the queue is empty again'
        : { type: 'AddNote', ...asking, text: noteText(withNames(rest.trim())) },
    done: ({ incident }) => `Noted on the timeline of ${incident.id}.`,
  }),
}
