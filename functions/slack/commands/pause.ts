// `/claw pause`: stops agents at once.
import type { Command } from '../command.ts'
import { engage, SCOPES } from '../switch-command.ts'

export const pause: Command = {
  name: 'pause',
  usage: `pause ${SCOPES} [for 30m] [because …]`,
  summary: 'stop agents at once; all of them when you name none',
  run: engage('paused'),
}
