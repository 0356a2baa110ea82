// Every kind of stream that the product writes, for whoever has to read all of them.
import { action } from './action.ts'
import { alertDelivery } from './alert.ts'
import { budget } from './budget.ts'
import { communication } from './communication.ts'
import { dryRun } from './dry-run.ts'
import { incident } from './incident.ts'
import { killSwitch } from './kill-switch.ts'
import { revocation } from './revocation.ts'
import { switchAck } from './switch-ack.ts'
import { switchDrill } from './switch-drill.ts'
import { watch } from './watch.ts'

export const deciders = [
  action,
  alertDelivery,
  budget,
  communication,
  dryRun,
  incident,
  killSwitch,
  revocation,
  switchAck,
  switchDrill,
  watch,
] as const
