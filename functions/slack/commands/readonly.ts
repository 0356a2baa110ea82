// `/claw readonly`: lets agents read and nothing else.
import type { Command } from '../command.ts'
import { engage, SCOPES } from '../switch-command.ts'

export const readonly: Command = {
  name: 'readonly',
  also: ['read only', 'look only', 'only read', 'reading only'],
  usage: `readonly ${SCOPES} [for 30m] [because …]`,
  summary: 'let agents read and nothing else',
  run: engage('readonly'),
}
