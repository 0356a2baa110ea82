// Which event of the kill switch has which effect: each stop gets its announcement, and every turn wakes the one of its scope.

import type { StopConfirmed } from '#domain/kill-switch/ack.ts'
import type { DrillEvent } from '#domain/kill-switch/drill.ts'
import type { SwitchEvent } from '#domain/kill-switch/events.ts'
import type { RevocationEvent } from '#domain/kill-switch/revocation.ts'
import { CANARY_SCOPE } from '#domain/kill-switch/stops.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { arn, none, type Rule, type Rules, wake } from './effects.ts'

/** People's stop of a scope and that of its budget are followed apart. */
const wakeRevision = async (stream: string, scope: string): Promise<void> => {
  await wake(stream, `turn#${scope}`)
  await wake(stream, `turn#budget#${scope}`)
}

type Of<Type extends SwitchEvent['type']> = Extract<SwitchEvent, { type: Type }>

const announce: Rule<Of<'SwitchEngaged'>> = async ({ event, record: { stream } }) => {
  const { scope, since, revision } = event.engagement
  // The product tests itself without anyone seeing it.
  if (scope === CANARY_SCOPE) return
  await startExecution(arn('KILL_SWITCH_ARN'), `switch-${revision}`, { scope, since, revision })
  // The announcement of an earlier revision gives way to the new one.
  await wakeRevision(stream, scope)
}
const announceDrill: Rule<DrillEvent> = ({ event: { at } }) =>
  startExecution(arn('SWITCH_DRILL_ARN'), `drill-${at.replaceAll(/\D/g, '')}`, { startedAt: at })
const wakeScope: Rule<Of<'ReleaseRequested' | 'SwitchReleased' | 'SwitchEnded'>> = ({ event, record }) =>
  wakeRevision(record.stream, event.scope)

export const switchRules: Rules<SwitchEvent> = {
  SwitchEngaged: announce,
  ReleaseRequested: wakeScope,
  SwitchReleased: wakeScope,
  SwitchEnded: wakeScope,
  // The notice about the run's limit tells people, the push tells its agent.
  RunPaused: none,
  SwitchRefused: none,
}

export const ackRules: Rules<StopConfirmed> = {
  // The announcement counts by itself every few seconds, however many agents confirm at once.
  StopConfirmed: none,
}

export const revocationRules: Rules<RevocationEvent> = {
  // The sockets are closed by the push.
  TokensRevoked: none,
  RevocationRefused: none,
}

export const drillRules: Rules<DrillEvent> = {
  DrillStarted: announceDrill,
  // The click that reacted has redrawn the card.
  DrillReacted: none,
  DrillEnded: none,
  DrillRefused: none,
}
