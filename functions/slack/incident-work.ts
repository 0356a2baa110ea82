// What the words about one open incident share: which is meant, who acts, one command, and what came of it.
import type { PeoplesCommand } from '#domain/incident/commands.ts'
import { runIncident } from '#store/incident/incidents.ts'
import type { Answer, CommandCall } from './command.ts'
import { type Asking, askingAs, type Meant, meantIncident } from './incidents.ts'
import { notChecked, say } from './reply.ts'

interface Work {
  usage: string
  /** The command, or a sentence that says what is missing. */
  toCommand: (meant: Meant, asking: Asking, call: CommandCall) => Promise<PeoplesCommand | string>
  done: (meant: Meant) => string
}

export const workOn =
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
