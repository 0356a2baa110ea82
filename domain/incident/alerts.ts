// Alerts on an incident: the same one is counted, not repeated, and a storm of them becomes one line.

import { plusSeconds } from '../shared/time.ts'
import { type AlertWord, isOlder } from './alert-order.ts'
import type { Severity } from './severity.ts'
import type { AlertFact, AttachedAlert, Incident } from './state.ts'

/** So many are kept whole; of so many more only whether they fire; the rest are counted as deliveries. */
const KEPT = 50
const COUNTED = 200
const GROUPS = 100
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

/** The last word on an alert that is kept. */
const lastWord = ({ status, at, startsAt, saidAt, resolution }: AttachedAlert): AlertWord =>
  status === 'resolved' && resolution ? { status, ...resolution } : { status, at, startsAt, saidAt }

const again = (known: AttachedAlert, fact: AlertFact): AttachedAlert => {
  const count = known.count + fact.count
  // Late word of what is over changes nothing but the count.
  if (isOlder({ status: 'firing', ...fact }, lastWord(known))) return { ...known, count }
  const { resolution: _, ...rest } = known
  return {
    ...rest,
    ...fact,
    count,
    at: [fact.at, known.at].sort()[1]!,
    status: 'firing',
    flips: known.flips + (known.status === 'resolved' ? 1 : 0),
  }
}

type Kept = Pick<Incident, 'alerts' | 'beyond' | 'moreAlerts'>

export const attach = (incident: Kept, facts: readonly AlertFact[]): Kept => {
  const alerts = new Map(incident.alerts.map((alert) => [alert.fingerprint, alert]))
  const beyond = new Map(incident.beyond.map((each) => [each.fingerprint, each.firing]))
  let { moreAlerts } = incident
  for (const fact of facts) {
    const known = alerts.get(fact.fingerprint)
    if (known) alerts.set(fact.fingerprint, again(known, fact))
    else if (alerts.size < KEPT)
      alerts.set(fact.fingerprint, { ...fact, status: 'firing', firstAt: fact.at, flips: 0 })
    else {
      if (beyond.has(fact.fingerprint) || beyond.size < COUNTED) beyond.set(fact.fingerprint, true)
      moreAlerts += fact.count
    }
  }
  return { alerts: [...alerts.values()], beyond: listed(beyond), moreAlerts }
}

const listed = (beyond: ReadonlyMap<string, boolean>): Incident['beyond'] =>
  [...beyond].map(([fingerprint, firing]) => ({ fingerprint, firing }))

/** How many deliveries of each group, the first hundred groups by name. */
export const countGroups = (
  { groups, moreGroups }: Pick<Incident, 'groups' | 'moreGroups'>,
  facts: readonly AlertFact[],
): Pick<Incident, 'groups' | 'moreGroups'> => {
  const counts = new Map(groups.map(({ name, count }) => [name, count]))
  let more = moreGroups
  for (const { group, count } of facts) {
    if (group === undefined) continue
    if (counts.has(group) || counts.size < GROUPS) counts.set(group, (counts.get(group) ?? 0) + count)
    else more += count
  }
  return { groups: [...counts].map(([name, count]) => ({ name, count })), moreGroups: more }
}

/** Those of these that end something: what fires here, and not since later than the word that it is over. */
export const ending = <R extends Omit<AlertWord, 'status'> & { fingerprint: string }>(
  { alerts, beyond }: Pick<Incident, 'alerts' | 'beyond'>,
  resolutions: readonly R[],
): R[] =>
  resolutions.filter((resolution) => {
    const { fingerprint } = resolution
    const known = alerts.find((alert) => alert.fingerprint === fingerprint)
    if (known)
      return known.status === 'firing' && !isOlder({ status: 'resolved', ...resolution }, lastWord(known))
    return beyond.some((each) => each.fingerprint === fingerprint && each.firing)
  })

export const resolve = (
  { alerts, beyond }: Pick<Incident, 'alerts' | 'beyond'>,
  fingerprints: readonly string[],
  resolutions: readonly { fingerprint: string; at: string; saidAt?: string | undefined }[] = [],
): Pick<Incident, 'alerts' | 'beyond'> => {
  const when = new Map(resolutions.map(({ fingerprint, ...word }) => [fingerprint, word]))
  const over = (alert: AttachedAlert): AttachedAlert => {
    const resolution = when.get(alert.fingerprint)
    return {
      ...alert,
      status: 'resolved',
      flips: alert.flips + 1,
      ...(resolution ? { resolution } : {}),
    }
  }
  return {
    alerts: alerts.map((alert) =>
      alert.status === 'firing' && fingerprints.includes(alert.fingerprint) ? over(alert) : alert,
    ),
    beyond: beyond.map((each) =>
      fingerprints.includes(each.fingerprint) ? { ...each, firing: false } : each,
    ),
  }
}

/** What another incident knew of its alerts, beside what this one knows. */
export const absorb = (incident: Kept, theirs: Pick<Incident, 'alerts' | 'beyond'>): Kept => {
  const known = new Set(incident.alerts.map(({ fingerprint }) => fingerprint))
  const fresh = theirs.alerts.filter(({ fingerprint }) => !known.has(fingerprint))
  const alerts = [...incident.alerts, ...fresh].slice(0, KEPT)
  const kept = new Set(alerts.map(({ fingerprint }) => fingerprint))
  const beyond = new Map(
    [
      ...incident.beyond,
      ...fresh.map(({ fingerprint, status }) => ({ fingerprint, firing: status === 'firing' })),
      ...theirs.beyond,
    ].flatMap(({ fingerprint, firing }) => (kept.has(fingerprint) ? [] : [[fingerprint, firing] as const])),
  )
  return { alerts, beyond: listed(beyond).slice(0, COUNTED), moreAlerts: incident.moreAlerts }
}

/** What can be said of all alerts: those shown whole, and how many of all still fire. `more`: some are not even counted. */
export const alertCounts = ({ alerts, beyond }: Pick<Incident, 'alerts' | 'beyond'>) => ({
  shown: alerts.length,
  total: alerts.length + beyond.length,
  firing:
    alerts.filter(({ status }) => status === 'firing').length + beyond.filter(({ firing }) => firing).length,
  more: beyond.length >= COUNTED,
})

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
