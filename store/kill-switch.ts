// The kill switch in the table: its own stream, and its facts in the posture that every decision reads, in one transaction.
import { killSwitch, SWITCH, type SwitchCommand } from '#domain/kill-switch.ts'
import type { SwitchEvent } from '#domain/kill-switch-events.ts'
import type { SwitchState } from '#domain/kill-switch-state.ts'
import { postureWrite } from './posture.ts'
import { type Committed, load, runCommand } from './run-command.ts'

const facts = ({ revision, engaged, voids }: SwitchState): string =>
  JSON.stringify({ revision, engaged, voids })

/** Runs a command of the switch. Once this returns, no decision that begins afterwards allows what it stops. */
export const runSwitch = (
  command: SwitchCommand,
  requestId: string,
): Promise<Committed<SwitchState, SwitchEvent>> =>
  runCommand(killSwitch, SWITCH, command, {
    requestId,
    alongside: (_before, after) => [postureWrite('killSwitch', facts(after))],
  })

/** The switch as of the last commit. */
export const readSwitch = async (): Promise<SwitchState> =>
  (await load(killSwitch, SWITCH))?.state ?? killSwitch.initialState
