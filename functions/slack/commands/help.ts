// `/claw help`: every command in one line.
import type { Command } from '../command.ts'
import { commandHelp } from '../help-answers.ts'

export const help = (others: readonly Command[]): Command => {
  const itself: Command = {
    name: 'help',
    also: ['commands', 'usage', '?', 'what can you do'],
    usage: 'help',
    summary: 'this list',
    run: async () => commandHelp('What /claw can do', [...others, itself]),
  }
  return itself
}
