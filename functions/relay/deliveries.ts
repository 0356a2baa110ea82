// What deliveries of alerts say, read together: one fact per fingerprint, the last word on each, and what is over already.
import { type Alert, alertDelivery } from '#domain/incident/alert.ts'
import { isOlder } from '#domain/incident/alert-order.ts'
import type { Resolution } from '#domain/incident/commands.ts'
import type { AlertFact } from '#domain/incident/state.ts'
import { type RecordedEvent, readEvent } from '#domain/shared/recorded-event.ts'

export interface Delivery {
  stream: string
  at: string
  requestId: string
  alerts: Alert[]
}

/** A transaction takes a hundred items: the incident, its entry, the deliveries and the fingerprints. */
const AT_ONCE = 90

/** What a record says of alerts; nothing when it is of a delivery that could not be taken. */
export const deliveriesIn = (record: RecordedEvent): Delivery[] => {
  const event = readEvent(alertDelivery, record)
  if (event?.type !== 'AlertsReceived') return []
  const { stream, at, requestId } = record
  return [{ stream, at, requestId, alerts: event.alerts }]
}

/** One fact per fingerprint, however often it was delivered. */
export const factsOf = (deliveries: readonly Delivery[]): AlertFact[] => {
  const facts = new Map<string, AlertFact>()
  for (const { at, alerts } of deliveries)
    for (const { fingerprint, group, source, title, severity, url, startsAt, saidAt } of alerts) {
      const known = facts.get(fingerprint)
      const worst = [severity ?? [], known?.severity ?? []].flat().sort()[0]
      const count = (known?.count ?? 0) + 1
      const fact: AlertFact = {
        fingerprint,
        source,
        title,
        group,
        count,
        at,
        ...(worst === undefined ? {} : { severity: worst }),
        ...(url === undefined ? {} : { url }),
        ...(startsAt === undefined ? {} : { startsAt }),
        ...(saidAt === undefined ? {} : { saidAt }),
      }
      const late = known && isOlder({ status: 'firing', ...fact }, { status: 'firing', ...known })
      facts.set(fingerprint, late ? { ...known, count } : fact)
    }
  return [...facts.values()]
}

/** Each delivery is an item, and so are its group and each of its fingerprints. */
export const inTransactions = (deliveries: readonly Delivery[]): Delivery[][] => {
  const parts: { deliveries: Delivery[]; fingerprints: Set<string> }[] = []
  for (const delivery of deliveries) {
    const fingerprints = [
      ...delivery.alerts.map(({ fingerprint }) => fingerprint),
      `group ${delivery.alerts[0]!.group}`,
    ]
    const last = parts.at(-1)
    const all = new Set([...(last?.fingerprints ?? []), ...fingerprints])
    if (last && last.deliveries.length + 1 + all.size <= AT_ONCE) {
      last.deliveries.push(delivery)
      last.fingerprints = all
    } else parts.push({ deliveries: [delivery], fingerprints: new Set(fingerprints) })
  }
  return parts.map((part) => part.deliveries)
}

/** What came after the word that it is over, and by the source's own time began before: the end overtook it. */
export const isOverAlready = ({ at, alerts }: Delivery, resolved: ReadonlyMap<string, Resolution>): boolean =>
  alerts.every((alert) => {
    const over = resolved.get(alert.fingerprint)
    return (
      over !== undefined &&
      over.at < at &&
      isOlder({ ...alert, status: 'firing', at }, { status: 'resolved', ...over })
    )
  })

/** The last word that each fingerprint is over. */
export const resolutionsOf = (deliveries: readonly Delivery[]): Map<string, Resolution> => {
  const last = new Map<string, Resolution>()
  for (const { at, alerts } of deliveries)
    for (const { fingerprint, startsAt, saidAt } of alerts) {
      const word: Resolution = { fingerprint, at, startsAt, saidAt }
      const known = last.get(fingerprint)
      const older = known && isOlder({ status: 'resolved', ...word }, { status: 'resolved', ...known })
      if (!older) last.set(fingerprint, word)
    }
  return last
}
