// `/claw ack`: somebody has seen an incident.
import type { Command } from '../command.ts'
import { workOn } from '../incident-work.ts'

export const ack: Command = {
  name: 'ack',
  also: ['acknowledge', 'acked', 'acknowledged', 'on it', 'i am on it', "i'm on it", 'seen'],
  usage: 'ack [ID]',
  summary: 'you have seen an incident; the calling stops',
  run: workOn({
    usage: 'ack ID',
    toCommand: async (_, asking) => ({ type: 'AcknowledgeIncident', ...asking }),
    done: ({ incident }) => `${incident.id}: nobody else is called. Who leads it?`,
  }),
}
