// The short words for work on an incident: who leads, who speaks, who has seen it, and what to remember.
import type { PeoplesCommand } from '#domain/incident/commands.ts'
import { noteText } from '#domain/incident/note-text.ts'
import type { IncidentRole } from '#domain/incident/state.ts'
import { runIncident } from '#store/incident/incidents.ts'
import { type Asking, askingAs, holdsRole, type Meant, meantIncident, personIn } from '../incidents.ts'
import { asRead } from '../typed.ts'
import { notChecked, say } from './answers.ts'
import type { Answer, Command, CommandCall } from './command.ts'

interface Work {
  usage: string
  /** The command, or a sentence that says what is missing. */
  toCommand: (meant: Meant, asking: Asking, call: CommandCall) => Promise<PeoplesCommand | string>
  done: (meant: Meant) => string
}

const work =
  ({ usage, toCommand, done }: Work) =>
  async (call: CommandCall): Promise<Answer> => {
    const meant = await meantIncident(call.text, `/claw ${usage}`)
    if ('problem' in meant) return say(meant.problem)
    const asking = await askingAs(call.user)
    if (!asking) return notChecked()
    const command = await toCommand(meant, asking, call)
    if (typeof command === 'string') return say(command)
    const { refusal } = await runIncident(meant.incident.id, command, call.requestId)
    return say(refusal?.sentence ?? done(meant))
  }

const give = (role: IncidentRole, name: string, summary: string): Command => {
  const usage = `${name} [ID] [@somebody]`
  return {
    name,
    usage,
    summary,
    run: work({
      usage: `${name} ID`,
      toCommand: async ({ rest }, asking, { user }) => {
        const person = rest.trim() === '' ? user : personIn(rest.trim(), user)
        if (!person) return `“${rest.trim().slice(0, 40)}” names nobody; mention them like @somebody.`
        const personMayAct = person === user ? asking.mayAct : await holdsRole(person)
        return { type: 'GiveIncidentRole', ...asking, role, person, personMayAct }
      },
      done: ({ incident }) => `Done; the thread of ${incident.id} says so.`,
    }),
  }
}

export const lead = give('lead', 'lead', 'take the lead of an incident, or hand it over')
export const comms = give('comms', 'comms', 'take an incident’s communication, or hand it over')

export const acknowledge: Command = {
  name: 'ack',
  usage: 'ack [ID]',
  summary: 'you have seen an incident; the calling stops',
  run: work({
    usage: 'ack ID',
    toCommand: async (_, asking) => ({ type: 'AcknowledgeIncident', ...asking }),
    done: ({ incident }) => `${incident.id}: nobody else is called. Who leads it?`,
  }),
}

export const note: Command = {
  name: 'note',
  usage: 'note [ID] what to remember',
  summary: 'put something on an incident’s timeline',
  run: work({
    usage: 'note ID what to remember',
    toCommand: async ({ rest }, asking) =>
      rest.trim() === ''
        ? 'Say what to remember: /claw note the queue is empty again'
        : { type: 'AddNote', ...asking, text: noteText(asRead(rest.trim())) },
    done: ({ incident }) => `Noted on the timeline of ${incident.id}.`,
  }),
}
