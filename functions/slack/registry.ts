// Every word that `/claw` knows, in the order in which the help lists them.
import type { Command } from './command.ts'
import { ack } from './commands/ack.ts'
import { agents } from './commands/agents.ts'
import { budget } from './commands/budget.ts'
import { close } from './commands/close.ts'
import { comms } from './commands/comms.ts'
import { drill } from './commands/drill.ts'
import { help } from './commands/help.ts'
import { incident } from './commands/incident.ts'
import { lead } from './commands/lead.ts'
import { leak } from './commands/leak.ts'
import { merge } from './commands/merge.ts'
import { note } from './commands/note.ts'
import { pause } from './commands/pause.ts'
import { queue } from './commands/queue.ts'
import { readonly } from './commands/readonly.ts'
import { resume } from './commands/resume.ts'
import { severity } from './commands/severity.ts'
import { show } from './commands/show.ts'
import { status } from './commands/status.ts'
import { update } from './commands/update.ts'
import { whoami } from './commands/whoami.ts'

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
  ack,
  lead,
  comms,
  note,
  severity,
  close,
  merge,
  update,
  leak,
]

export const commands: Command[] = [...working, help(working)]
