// Deliveries reach their incident whatever the order, the batches and the repeats in which the stream hands them over.
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Alert } from '#domain/incident/alert.ts'
import { alertCounts } from '#domain/incident/alerts.ts'
import { STORM_GROUPS } from '#domain/incident/storm.ts'
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
beforeEach(() => calm())

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
/** So many worlds in a few real seconds would be one storm. */
const calm = async (): Promise<void> => {
  const { dynamodb, tableName, toItem } = await import('#store/kernel/table.ts')
  const Key = toItem({ pk: 'alert-storm', sk: 'window' })
  await dynamodb.send(new DeleteItemCommand({ TableName: tableName(), Key }))
}
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
        await calm()
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
    const { alerts: kept, beyond, moreAlerts } = (await readIncident(String(id)))!
    expect([kept.length, beyond.length, moreAlerts]).toEqual([50, 155, 155])
  })
  it('beyond those that are kept still end one by one', async () => {
    const world = ++worlds
    const alertsOf = (status: Alert['status'], from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => alertOf(world, `n${from + index}`, status))
    const record = (second: number, alerts: Alert[]) =>
      recordAlerts(
        { id: `world-${world}-${second}`, source: 'generic', alerts },
        { now: `2030-01-01T00:00:0${second}.000Z`, requestId: 'r' },
      )
    await record(0, alertsOf('firing', 0, 60))
    await record(1, alertsOf('resolved', 0, 55))
    await joinAlerts(await eventsOf(world))
    const [id] = await incidentsOf(world)
    expect(alertCounts((await readIncident(String(id)))!)).toEqual({
      shown: 50,
      total: 60,
      firing: 5,
      more: false,
    })
  })
  it('of many groups at once are one incident with a count for each group', async () => {
    const world = ++worlds
    const groups = Array.from({ length: 60 }, (_, index) => `world ${world} ${index}`)
    for (const [index, group] of groups.entries())
      await recordAlerts(
        {
          id: `world-${world}-${index}`,
          source: 'generic',
          alerts: [{ ...alertOf(world, group, 'firing'), group }],
        },
        { now: new Date(Date.UTC(2030, 0, 1, 0, 0, index)).toISOString(), requestId: 'r' },
      )
    const events = await eventsOf(world)
    const lanes = Array.from({ length: 4 }, (_, lane) => events.filter((__, index) => index % 4 === lane))
    await Promise.all(lanes.map((lane) => joinAlerts(lane)))
    const claims = (await store.table.items()).filter(({ pk }) =>
      pk?.S?.startsWith(`incident-claim/alerts#world ${world} `),
    )
    expect(claims).toHaveLength(60)
    const ids = new Set(claims.map((item) => String(item['incident']?.S)))
    expect(ids.size).toBe(STORM_GROUPS + 1)
    const all = await Promise.all([...ids].map((id) => readIncident(id)))
    const [storm] = all.filter((each) => each && each.groups.length > 1)
    expect(storm?.title).toMatch(/^Alert storm: /)
    expect(storm?.groups.map(({ count }) => count)).toEqual(Array(60 - STORM_GROUPS).fill(1))
  })
})

describe('the source’s own time', () => {
  const told = async (words: readonly { status: Alert['status']; began: number; said: number }[]) => {
    const world = ++worlds
    const time = (minute: number): string => new Date(Date.UTC(2029, 0, 1, 0, minute)).toISOString()
    for (const [second, { status, began, said }] of words.entries()) {
      const alert = { ...alertOf(world, 'a', status), startsAt: time(began), saidAt: time(said) }
      await recordAlerts(
        { id: `world-${world}-${second}`, source: 'generic', alerts: [alert] },
        { now: `2030-01-01T00:00:0${second}.000Z`, requestId: 'r' },
      )
      await joinAlerts((await eventsOf(world)).slice(second))
    }
    const [id] = await incidentsOf(world)
    return id ? (await readIncident(id))?.alerts[0]?.status : undefined
  }
  it('a late end of an earlier firing ends nothing', async () => {
    expect(
      await told([
        { status: 'firing', began: 1, said: 1 },
        { status: 'firing', began: 5, said: 5 },
        { status: 'resolved', began: 1, said: 3 },
      ]),
    ).toBe('firing')
  })
  it('a firing that its own end overtook opens nothing', async () => {
    expect(
      await told([
        { status: 'resolved', began: 1, said: 3 },
        { status: 'firing', began: 1, said: 1 },
      ]),
    ).toBeUndefined()
  })
  it('a firing that repeats late does not bring back what is over', async () => {
    expect(
      await told([
        { status: 'firing', began: 1, said: 1 },
        { status: 'resolved', began: 1, said: 3 },
        { status: 'firing', began: 1, said: 1 },
      ]),
    ).toBe('resolved')
  })
  it('a new firing after the end is one', async () => {
    expect(
      await told([
        { status: 'firing', began: 1, said: 1 },
        { status: 'resolved', began: 1, said: 3 },
        { status: 'firing', began: 4, said: 4 },
      ]),
    ).toBe('firing')
  })
})
