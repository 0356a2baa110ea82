// Which event of the kill switch has which effect: each stop gets its announcement, and every turn wakes the one of its scope.

import type { switchAck } from '#domain/kill-switch/ack.ts'
import type { switchDrill } from '#domain/kill-switch/drill.ts'
import type { SwitchEvent } from '#domain/kill-switch/events.ts'
import type { revocation } from '#domain/kill-switch/revocation.ts'
import type { Engagement } from '#domain/kill-switch/state.ts'
import { CANARY_SCOPE } from '#domain/kill-switch/stops.ts'
import { startExecution } from '#gateways/step-functions.ts'
import { arn, none, type Rule, wake } from './effects.ts'

type EventsOf<D extends { decide(...told: never[]): { events: readonly { type: string }[] } }> = ReturnType<
  D['decide']
>['events'][number]['type']
type EventType =
  | SwitchEvent['type']
  | EventsOf<typeof switchAck>
  | EventsOf<typeof revocation>
  | EventsOf<typeof switchDrill>

const wakeRevision = (stream: string, scope: string): Promise<void> => wake(stream, `turn#${scope}`)

const announce: Rule = async ({ stream, data }) => {
  const { scope, since, revision } = data['engagement'] as Engagement
  // The product tests itself without anyone seeing it.
  if (scope === CANARY_SCOPE) return
  await startExecution(arn('KILL_SWITCH_ARN'), `switch-${revision}`, { scope, since, revision })
  // The announcement of an earlier revision gives way to the new one.
  await wakeRevision(stream, scope)
}
const announceDrill: Rule = ({ at }) =>
  startExecution(arn('SWITCH_DRILL_ARN'), `drill-${at.replaceAll(/\D/g, '')}`, { startedAt: at })
const wakeScope: Rule = ({ stream, data }) => wakeRevision(stream, String(data['scope']))

export const switchRules: Record<EventType, Rule | undefined> = {
  SwitchEngaged: announce,
  ReleaseRequested: wakeScope,
  SwitchReleased: wakeScope,
  SwitchEnded: wakeScope,
  SwitchRefused: none,
  // The announcement counts by itself every few seconds, however many agents confirm at once.
  StopConfirmed: none,
  // The sockets are closed by the push.
  TokensRevoked: none,
  RevocationRefused: none,
  DrillStarted: announceDrill,
  // The click that reacted has redrawn the card.
  DrillReacted: none,
  DrillEnded: none,
  DrillRefused: none,
}
