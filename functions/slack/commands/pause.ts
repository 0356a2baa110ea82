// `/claw pause`: stops agents at once.
import type { Command } from '../command.ts'
import { engage, SCOPES } from '../switch-command.ts'

export const pause: Command = {
  name: 'pause',
  also: [
    'stop',
    'stopp',
    'halt',
    'kill',
    'freeze',
    'suspend',
    'abort',
    'quit',
    'cease',
    'shut down',
    'shutdown',
    'shut up',
    'shut off',
    'turn off',
    'emergency stop',
    'emergency',
    'estop',
    'e-stop',
    'panic',
    'hold',
    'block',
    'disable',
    'interrupt',
  ],
  usage: `pause ${SCOPES} [for 30m] [because …]`,
  summary: 'stop agents at once; all of them when you name none',
  run: engage('paused'),
}
