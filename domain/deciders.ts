// Every kind of stream that the product writes, for whoever has to read all of them.
import { action } from './action/action.ts'
import { dryRun } from './action/dry-run.ts'
import { communication } from './communication/communication.ts'
import { alertDelivery } from './incident/alert.ts'
import { incident } from './incident/incident.ts'
import { switchAck } from './kill-switch/ack.ts'
import { switchDrill } from './kill-switch/drill.ts'
import { killSwitch } from './kill-switch/kill-switch.ts'
import { revocation } from './kill-switch/revocation.ts'
import { budget } from './limits/budget.ts'
import { watch } from './limits/watch.ts'
import { slackChannel } from './posting/slack-channel.ts'

export const deciders = [
  action,
  alertDelivery,
  budget,
  communication,
  slackChannel,
  dryRun,
  incident,
  killSwitch,
  revocation,
  switchAck,
  switchDrill,
  watch,
] as const
