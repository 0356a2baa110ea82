// Alerts on an incident: the same one is counted, not repeated, and a storm of them becomes one line.

import { plusSeconds } from '../shared/time.ts'
import type { Severity } from './severity.ts'
import type { AlertFact, AttachedAlert, Incident } from './state.ts'

/** More distinct alerts than this are only counted. */
const KEPT = 50
const STORM_SECONDS = 300
const STORM = 20
const FLAPS = 3

export const stormAfter = (
  { since, count }: Incident['storm'],
  now: string,
  more: number,
): Incident['storm'] =>
  now < plusSeconds(since, STORM_SECONDS) ? { since, count: count + more } : { since: now, count: more }

export const isStorm = ({ count }: Incident['storm']): boolean => count > STORM

export const isFlapping = ({ flips }: AttachedAlert): boolean => flips >= FLAPS

export const attach = (
  incident: Incident,
  facts: readonly AlertFact[],
): Pick<Incident, 'alerts' | 'moreAlerts'> => {
  const alerts = new Map(incident.alerts.map((alert) => [alert.fingerprint, alert]))
  let { moreAlerts } = incident
  for (const fact of facts) {
    const known = alerts.get(fact.fingerprint)
    if (known)
      alerts.set(fact.fingerprint, {
        ...known,
        ...fact,
        count: known.count + fact.count,
        at: [fact.at, known.at].sort()[1]!,
        status: 'firing',
        flips: known.flips + (known.status === 'resolved' ? 1 : 0),
      })
    else if (alerts.size < KEPT)
      alerts.set(fact.fingerprint, { ...fact, status: 'firing', firstAt: fact.at, flips: 0 })
    else moreAlerts += fact.count
  }
  return { alerts: [...alerts.values()], moreAlerts }
}

export const resolve = (alerts: readonly AttachedAlert[], fingerprints: readonly string[]): AttachedAlert[] =>
  alerts.map((alert) =>
    alert.status === 'firing' && fingerprints.includes(alert.fingerprint)
      ? { ...alert, status: 'resolved', flips: alert.flips + 1 }
      : alert,
  )

/**
 * What the alerts make worse, if anything: how bad it is then, and the alert that says so. An alert that only says again what
 * people have judged meanwhile changes nothing.
 */
export const worsened = (
  { severity, alerts }: Incident,
  facts: readonly AlertFact[],
): { to: Severity; because: string } | undefined => {
  const before = new Map(alerts.map((alert) => [alert.fingerprint, alert.severity]))
  const [worst] = facts
    .flatMap(({ fingerprint, severity: says, title }) => {
      const said = before.get(fingerprint)
      return says !== undefined && (said === undefined || says < said) ? [{ to: says, because: title }] : []
    })
    .sort((a, b) => a.to - b.to)
  return worst && worst.to < (severity ?? Number.POSITIVE_INFINITY) ? worst : undefined
}

/** Whether an alert that fires began after the trouble was mitigated: then it is trouble of its own, and agents are held again. */
export const isRelapse = (
  { status, reached, alerts }: Incident,
  { fingerprint, startsAt }: { fingerprint: string; startsAt?: string | undefined },
  at: string,
): boolean => {
  if (status !== 'mitigated' || reached.mitigated === undefined) return false
  const known = alerts.find((alert) => alert.fingerprint === fingerprint)
  const began = startsAt ?? (known?.status === 'firing' ? undefined : at)
  return began !== undefined && began > reached.mitigated
}
