// Every word that `/claw` knows, in the order in which the help lists them.

import { agents } from './agents.ts'
import { budget } from './budget.ts'
import type { Command } from './command.ts'
import { drill } from './drill.ts'
import { help } from './help.ts'
import { incident } from './incident.ts'
import { acknowledge, comms, lead, note } from './incident-work.ts'
import { leak } from './leak.ts'
import { queue } from './queue.ts'
import { show } from './show.ts'
import { status } from './status.ts'
import { pause, readonly, resume } from './switch.ts'
import { update } from './update.ts'
import { whoami } from './whoami.ts'

const working: Command[] = [
  queue,
  show,
  status,
  pause,
  readonly,
  resume,
  drill,
  agents,
  budget,
  whoami,
  incident,
  acknowledge,
  lead,
  comms,
  note,
  update,
  leak,
]

export const commands: Command[] = [...working, help(working)]
