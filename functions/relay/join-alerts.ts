// Alerts find their incident: the open one of their fingerprint or group, or a new one. Many deliveries make one entry, so a burst costs little.
import { incidentSettings } from '#config/load.ts'
import { Alert } from '#domain/incident/alert.ts'
import { isRelapse } from '#domain/incident/alerts.ts'
import { type AlertFact, type Incident, isOpen } from '#domain/incident/state.ts'
import { system } from '#domain/shared/actor.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { incidentsOf, joinedAmong, joining, rememberResolved, resolvedAmong } from '#store/incident/alerts.ts'
import { openIncident, readIncident, runIncident } from '#store/incident/incidents.ts'

interface Delivery {
  stream: string
  at: string
  requestId: string
  alerts: Alert[]
}

/** A transaction takes a hundred items: the incident, its entry, the deliveries and the fingerprints. */
const AT_ONCE = 90
const TRIES = 3

const deliveryOf = ({ stream, at, requestId, data }: RecordedEvent): Delivery => ({
  stream,
  at,
  requestId,
  alerts: Alert.array().parse(data['alerts']),
})

const asking = () => ({
  now: new Date().toISOString(),
  by: system('alerts'),
  mayAct: true,
  settings: incidentSettings(),
})

/** One fact per fingerprint, however often it was delivered. */
const factsOf = (deliveries: readonly Delivery[]): AlertFact[] => {
  const facts = new Map<string, AlertFact>()
  for (const { at, alerts } of deliveries)
    for (const { fingerprint, source, title, severity, url } of alerts) {
      const known = facts.get(fingerprint)
      const worst = [severity ?? [], known?.severity ?? []].flat().sort()[0]
      facts.set(fingerprint, {
        fingerprint,
        source,
        title,
        count: (known?.count ?? 0) + 1,
        ...(worst === undefined ? {} : { severity: worst }),
        ...(url === undefined ? {} : { url }),
        at: [known?.at ?? at, at].sort()[1]!,
      })
    }
  return [...facts.values()]
}

const inTransactions = (deliveries: readonly Delivery[]): Delivery[][] => {
  const parts: { deliveries: Delivery[]; fingerprints: Set<string> }[] = []
  for (const delivery of deliveries) {
    const fingerprints = delivery.alerts.map(({ fingerprint }) => fingerprint)
    const last = parts.at(-1)
    const all = new Set([...(last?.fingerprints ?? []), ...fingerprints])
    if (last && last.deliveries.length + 1 + all.size <= AT_ONCE) {
      last.deliveries.push(delivery)
      last.fingerprints = all
    } else parts.push({ deliveries: [delivery], fingerprints: new Set(fingerprints) })
  }
  return parts.map((part) => part.deliveries)
}

const openFor = async (group: string, deliveries: readonly Delivery[]): Promise<string> => {
  const alerts = deliveries.flatMap((delivery) => delivery.alerts)
  const began = alerts.flatMap(({ startsAt }) => startsAt ?? []).sort()[0]
  const { incident, refusal } = await openIncident(
    {
      ...asking(),
      title: alerts[0]!.title,
      severity: alerts.flatMap(({ severity }) => severity ?? []).sort()[0],
      detectedAt: began ?? deliveries[0]!.at,
    },
    deliveries[0]!.requestId,
    `alerts#${group}`,
    (current) => takes(current, deliveries),
  )
  if (!incident) throw new Error(`no incident for alerts: ${refusal}`)
  return incident.id
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
    const incident = await readIncident(id)
    if (incident) incidents.set(id, incident)
  }
  const placeOf = (delivery: Delivery): { id?: string; group: string } => {
    const { alerts } = delivery
    const ids = alerts.flatMap(({ fingerprint }) => last.get(fingerprint) ?? [])
    const id = ids.find((each) => {
      const incident = incidents.get(each)
      return incident && takes(incident, [delivery])
    })
    return { ...(id === undefined ? {} : { id }), group: alerts[0]!.group }
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
const attach = async (id: string, deliveries: readonly Delivery[]): Promise<boolean> => {
  const alerts = factsOf(deliveries)
  const fingerprints = alerts.map(({ fingerprint }) => fingerprint)
  const streams = deliveries.map(({ stream }) => stream)
  const { refusal } = await runIncident(
    id,
    { type: 'AttachAlert', ...asking(), alerts },
    deliveries[0]!.requestId,
    joining(id, streams, fingerprints),
  )
  if (refusal) return false
  // Read after the attaching is committed: of the two, whichever comes second sees the other.
  const resolved = await resolvedAmong(fingerprints)
  const over = alerts.filter(({ fingerprint, at }) => at <= (resolved.get(fingerprint) ?? ''))
  if (over.length > 0) await resolveOn(id, resolved, deliveries[0]!.requestId)
  return true
}

const joinFiring = async (deliveries: readonly Delivery[]): Promise<void> => {
  const joined = await joinedAmong(deliveries.map(({ stream }) => stream))
  let left = deliveries.filter(({ stream }) => !joined.has(stream))
  for (let attempt = 0; attempt < TRIES && left.length > 0; attempt++) {
    const again: Delivery[] = []
    for (const { id, group, deliveries: theirs } of await sorted(left)) {
      const target = id ?? (await openFor(group, theirs))
      for (const part of inTransactions(theirs)) if (!(await attach(target, part))) again.push(...part)
    }
    left = again
  }
  if (left.length > 0) throw new Error('the incidents of these alerts keep ending')
}

/** Resolves what fires on this incident since before its resolution. */
const resolveOn = async (
  id: string,
  resolvedAt: ReadonlyMap<string, string>,
  requestId: string,
): Promise<void> => {
  const incident = await readIncident(id)
  const fingerprints = (incident?.alerts ?? []).flatMap(({ fingerprint, status, at }) =>
    status === 'firing' && at <= (resolvedAt.get(fingerprint) ?? '') ? [fingerprint] : [],
  )
  if (fingerprints.length > 0)
    await runIncident(id, { type: 'ResolveAlert', ...asking(), fingerprints }, requestId)
}

const joinResolved = async (deliveries: readonly Delivery[]): Promise<void> => {
  const resolvedAt = new Map<string, string>()
  for (const { at, alerts } of deliveries)
    for (const { fingerprint } of alerts)
      resolvedAt.set(fingerprint, [resolvedAt.get(fingerprint) ?? at, at].sort()[1]!)
  await Promise.all([...resolvedAt].map(([fingerprint, at]) => rememberResolved(fingerprint, at)))
  const ids = new Set((await incidentsOf(resolvedAt.keys())).values())
  for (const id of ids) await resolveOn(id, resolvedAt, deliveries[0]!.requestId)
}

/** Takes recorded deliveries to their incidents. May be repeated: what has joined once does not join again. */
export const joinAlerts = async (events: readonly RecordedEvent[]): Promise<void> => {
  const deliveries = events.map(deliveryOf)
  const firing = deliveries.filter(({ alerts }) => alerts[0]?.status === 'firing')
  const resolved = deliveries.filter(({ alerts }) => alerts[0]?.status === 'resolved')
  if (firing.length > 0) await joinFiring(firing)
  if (resolved.length > 0) await joinResolved(resolved)
}
