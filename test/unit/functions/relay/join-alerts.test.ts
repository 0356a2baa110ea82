// Deliveries reach their incident whatever the order, the batches and the repeats in which the stream hands them over.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Alert } from '#domain/incident/alert.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { type Store, startStore } from '#test/support/store.ts'
import { enough } from '#test/support/thorough.ts'

let store: Store
let recordAlerts: typeof import('#store/incident/alerts.ts').recordAlerts
let joinAlerts: typeof import('#functions/relay/join-alerts.ts').joinAlerts
let readIncident: typeof import('#store/incident/incidents.ts').readIncident
beforeAll(async () => {
  store = await startStore()
  recordAlerts = (await import('#store/incident/alerts.ts')).recordAlerts
  joinAlerts = (await import('#functions/relay/join-alerts.ts')).joinAlerts
  readIncident = (await import('#store/incident/incidents.ts')).readIncident
})
afterAll(() => store.stop())

let worlds = 0
const alertOf = (world: number, name: string, status: Alert['status']): Alert => ({
  source: 'generic',
  fingerprint: `${world}:${name}`,
  group: `world ${world}`,
  title: name,
  status,
  labels: {},
})
const eventsOf = async (world: number): Promise<RecordedEvent[]> =>
  (await store.table.events())
    .filter(({ stream }) => stream.startsWith(`alert/world-${world}-`))
    .sort((a, b) => a.at.localeCompare(b.at))
/** One delivery a second, in this order. */
const deliver = async (world: number, stories: readonly (readonly [string, Alert['status']])[]) => {
  for (const [second, [name, status]] of stories.entries())
    await recordAlerts(
      { id: `world-${world}-${second}`, source: 'generic', alerts: [alertOf(world, name, status)] },
      { now: new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString(), requestId: 'r' },
    )
  return eventsOf(world)
}
const incidentsOf = async (world: number): Promise<string[]> =>
  (await store.table.items())
    .filter(({ pk }) => pk?.S === `incident-claim/alerts#world ${world}`)
    .map((item) => String(item['incident']?.S))
const countOn = async (id: string): Promise<number> =>
  (await store.table.events())
    .filter(({ stream, action }) => stream === `incident/${id}` && action === 'AlertsAttached')
    .flatMap(({ data }) => data['alerts'] as { count: number }[])
    .reduce((sum, { count }) => sum + count, 0)

describe('alerts', () => {
  it('count once each, and stand as the latest word on them says', async () => {
    const story = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('firing' as const, 'resolved' as const))
    const stories = fc.array(story, { minLength: 1, maxLength: 7 })
    const order = fc.array(fc.nat(), { minLength: 14, maxLength: 14 })
    await fc.assert(
      fc.asyncProperty(stories, order, fc.integer({ min: 1, max: 4 }), async (told, weights, size) => {
        const world = ++worlds
        const events = await deliver(world, told)
        const twice = [...events, ...events]
          .map((event, index) => ({ event, weight: weights[index] ?? 0 }))
          .sort((a, b) => a.weight - b.weight)
          .map(({ event }) => event)
        for (let start = 0; start < twice.length; start += size) {
          const batch = twice.slice(start, start + size)
          await joinAlerts(batch.filter((event, index) => batch.indexOf(event) === index))
        }
        const [id] = await incidentsOf(world)
        const firing = told.filter(([, status]) => status === 'firing')
        const incident = id ? await readIncident(id) : undefined
        expect(id ? await countOn(id) : 0).toBe(firing.length)
        for (const { title, status } of incident?.alerts ?? [])
          expect([title, status]).toEqual(told.findLast(([name]) => name === title))
      }),
      { numRuns: enough(12, 60) },
    )
  })
  it('that are worked off side by side make one incident', async () => {
    const world = ++worlds
    const events = await deliver(
      world,
      Array.from({ length: 40 }, (_, index) => [`n${index}`, 'firing'] as const),
    )
    const lanes = Array.from({ length: 8 }, (_, lane) => events.filter((__, index) => index % 8 === lane))
    await Promise.all(lanes.map((lane) => joinAlerts(lane)))
    const [id, ...others] = await incidentsOf(world)
    expect(others).toEqual([])
    expect(await countOn(String(id))).toBe(40)
    expect(await store.table.broken()).toEqual([])
  })
  it('in one large delivery are all there', async () => {
    const world = ++worlds
    const alerts = Array.from({ length: 205 }, (_, index) => alertOf(world, `n${index}`, 'firing'))
    const told = { now: '2030-01-01T00:00:00.000Z', requestId: 'r' }
    const delivery = { id: `world-${world}-0`, source: 'generic', alerts }
    expect(await recordAlerts(delivery, told)).toBe(205)
    expect(await recordAlerts(delivery, told)).toBe(0)
    await joinAlerts(await eventsOf(world))
    const [id] = await incidentsOf(world)
    const { alerts: kept, moreAlerts } = (await readIncident(String(id)))!
    expect([kept.length, moreAlerts]).toEqual([50, 155])
  })
})
