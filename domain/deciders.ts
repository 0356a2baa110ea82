// Every kind of stream that the product writes, for whoever has to read all of them.
import { action } from './action.ts'
import { dryRun } from './dry-run.ts'
import { incident } from './incident.ts'
import { killSwitch } from './kill-switch.ts'
import { switchAck } from './switch-ack.ts'

export const deciders = [action, dryRun, incident, killSwitch, switchAck] as const
