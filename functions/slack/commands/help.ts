// `/claw help`: every command in one line.
import { commandList } from '#blocks/command-list.ts'
import type { Answer, Command } from './command.ts'

export const help = (others: readonly Command[]): Command => {
  const itself: Command = {
    name: 'help',
    usage: 'help',
    summary: 'this list',
    run: async (): Promise<Answer> => ({
      text: 'What /claw can do',
      blocks: commandList('What /claw can do', [...others, itself]),
    }),
  }
  return itself
}
