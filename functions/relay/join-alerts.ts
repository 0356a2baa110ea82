// Alerts find their incident: the open one of their fingerprint or group, or a new one. Many deliveries make one entry, so a burst costs little.
import { incidentSettings } from '#config/load.ts'
import { ending, isRelapse } from '#domain/incident/alerts.ts'
import type { Resolution } from '#domain/incident/commands.ts'
import { type Incident, isOpen } from '#domain/incident/state.ts'
import { system } from '#domain/shared/actor.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import {
  groupClaim,
  incidentsOf,
  joinedAmong,
  joining,
  rememberResolved,
  resolvedAmong,
} from '#store/incident/alerts.ts'
import { heldBy, openIncident, readIncident, readMerged, runIncident } from '#store/incident/incidents.ts'
import { isInStorm } from '#store/incident/storm.ts'
import {
  type Delivery,
  deliveriesIn,
  factsOf,
  inTransactions,
  isOverAlready,
  resolutionsOf,
} from './deliveries.ts'

/** Under which the incident of a storm is held. */
const STORM = 'alerts#storm#'
const TRIES = 3

const asking = () => ({
  now: new Date().toISOString(),
  by: system('alerts'),
  mayAct: true,
  settings: incidentSettings(),
})

/** The incident of this group, or of the storm that it is a part of. */
const openFor = async (
  group: string,
  deliveries: readonly Delivery[],
): Promise<{ id: string; storm: boolean }> => {
  const alerts = deliveries.flatMap((delivery) => delivery.alerts)
  const began = alerts.flatMap(({ startsAt }) => startsAt ?? []).sort()[0]
  const holds = (current: Incident): boolean => takes(current, deliveries)
  const own = await heldBy(groupClaim(group), holds)
  if (own) return { id: own.id, storm: false }
  const asked = asking()
  const storm = await isInStorm(group, asked.now)
  const [first] = alerts
  const { incident, refusal } = await openIncident(
    {
      ...asked,
      title: storm ? `Alert storm: ${first!.title}`.slice(0, 300) : first!.title,
      severity: alerts.flatMap(({ severity }) => severity ?? []).sort()[0],
      detectedAt: began ?? deliveries[0]!.at,
    },
    deliveries[0]!.requestId,
    storm ? STORM : groupClaim(group),
    holds,
  )
  if (!incident) throw new Error(`no incident for alerts: ${refusal}`)
  return { id: incident.id, storm }
}

/** What fires again after it was mitigated needs an incident of its own: this one no longer holds agents back. */
const takes = (incident: Incident, deliveries: readonly Delivery[]): boolean =>
  isOpen(incident) &&
  !incident.drill &&
  !deliveries.some(({ at, alerts }) => alerts.some((alert) => isRelapse(incident, alert, at)))

/** Deliveries by the open incident that one of their fingerprints is on, and the others by their group. */
const sorted = async (deliveries: readonly Delivery[]) => {
  const fingerprints = deliveries.flatMap(({ alerts }) => alerts.map(({ fingerprint }) => fingerprint))
  const last = await incidentsOf(fingerprints)
  const incidents = new Map<string, Incident>()
  for (const id of new Set(last.values())) {
    const incident = await readMerged(id)
    if (incident) incidents.set(id, incident)
  }
  const placeOf = (delivery: Delivery): { id?: string; group: string } => {
    const { alerts } = delivery
    const ids = alerts.flatMap(({ fingerprint }) => last.get(fingerprint) ?? [])
    const incident = ids.flatMap((each) => incidents.get(each) ?? []).find((each) => takes(each, [delivery]))
    return { ...(incident ? { id: incident.id } : {}), group: alerts[0]!.group }
  }
  const places = new Map<string, { id?: string; group: string; deliveries: Delivery[] }>()
  for (const delivery of deliveries) {
    const place = placeOf(delivery)
    const key = place.id ?? `group ${place.group}`
    places.set(key, { ...place, deliveries: [...(places.get(key)?.deliveries ?? []), delivery] })
  }
  return [...places.values()]
}

/** False when the incident has ended meanwhile and takes no more. */
const attach = async (id: string, deliveries: readonly Delivery[], storm: boolean): Promise<boolean> => {
  const alerts = factsOf(deliveries)
  const fingerprints = alerts.map(({ fingerprint }) => fingerprint)
  const streams = deliveries.map(({ stream }) => stream)
  // Outside a storm the incident was opened under its group.
  const groups = storm ? [...new Set(deliveries.map((delivery) => delivery.alerts[0]!.group))] : []
  const { refusal } = await runIncident(
    id,
    { type: 'AttachAlert', ...asking(), alerts },
    deliveries[0]!.requestId,
    joining(id, streams, fingerprints, groups),
  )
  if (refusal) return false
  // Read after the attaching is committed: of the two, whichever comes second sees the other.
  const resolved = await resolvedAmong(fingerprints)
  await resolveOn(id, [...resolved.values()], deliveries[0]!.requestId)
  return true
}

const joinFiring = async (deliveries: readonly Delivery[]): Promise<void> => {
  const joined = await joinedAmong(deliveries.map(({ stream }) => stream))
  const fresh = deliveries.filter(({ stream }) => !joined.has(stream))
  const resolved = await resolvedAmong(
    fresh.flatMap(({ alerts }) => alerts.map(({ fingerprint }) => fingerprint)),
  )
  let left = fresh.filter((delivery) => !isOverAlready(delivery, resolved))
  for (let attempt = 0; attempt < TRIES && left.length > 0; attempt++) {
    const again: Delivery[] = []
    const targets = new Map<string, { storm: boolean; deliveries: Delivery[] }>()
    for (const { id, group, deliveries: theirs } of await sorted(left)) {
      const target = id === undefined ? await openFor(group, theirs) : { id, storm: false }
      const known = targets.get(target.id)
      targets.set(target.id, {
        storm: target.storm || (known?.storm ?? false),
        deliveries: [...(known?.deliveries ?? []), ...theirs],
      })
    }
    for (const [target, { storm, deliveries: theirs }] of targets)
      for (const part of inTransactions(theirs)) if (!(await attach(target, part, storm))) again.push(...part)
    left = again
  }
  if (left.length > 0) throw new Error('the incidents of these alerts keep ending')
}

/** Resolves what fires on this incident since before its resolution. */
const resolveOn = async (
  id: string,
  resolutions: readonly Resolution[],
  requestId: string,
): Promise<void> => {
  if (resolutions.length === 0) return
  const incident = await readIncident(id)
  // Only what may change something is asked for: most deliveries of a storm resolve nothing.
  if (incident && ending(incident, resolutions).length > 0)
    await runIncident(id, { type: 'ResolveAlert', ...asking(), resolutions }, requestId)
}

const joinResolved = async (deliveries: readonly Delivery[]): Promise<void> => {
  const last = resolutionsOf(deliveries)
  await Promise.all([...last.values()].map(rememberResolved))
  const byIncident = new Map<string, Resolution[]>()
  for (const [fingerprint, id] of await incidentsOf(last.keys())) {
    const target = (await readMerged(id))?.id ?? id
    byIncident.set(target, [...(byIncident.get(target) ?? []), last.get(fingerprint)!])
  }
  for (const [id, resolutions] of byIncident) await resolveOn(id, resolutions, deliveries[0]!.requestId)
}

/** Takes recorded deliveries to their incidents. May be repeated: what has joined once does not join again. */
export const joinAlerts = async (events: readonly RecordedEvent[]): Promise<void> => {
  const deliveries = events.flatMap(deliveriesIn)
  const firing = deliveries.filter(({ alerts }) => alerts[0]?.status === 'firing')
  const resolved = deliveries.filter(({ alerts }) => alerts[0]?.status === 'resolved')
  if (firing.length > 0) await joinFiring(firing)
  if (resolved.length > 0) await joinResolved(resolved)
}
