// Every word that `/claw` knows, in the order in which the help lists them.
import type { Command } from './command.ts'
import { help } from './help.ts'
import { queue } from './queue.ts'
import { show } from './show.ts'
import { pause, readonly, resume } from './switch.ts'
import { whoami } from './whoami.ts'

const working: Command[] = [queue, show, pause, readonly, resume, whoami]

export const commands: Command[] = [...working, help(working)]
