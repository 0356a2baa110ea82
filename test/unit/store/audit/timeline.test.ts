// Why: an incident that lasts a day is told whole, and nobody reads another one's alerts or a drill's messages into it.
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '#domain/communication/state.ts'
import { CANARY, CANARY_SCOPE } from '#domain/kill-switch/stops.ts'
import { type Actor, system } from '#domain/shared/actor.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { type Store, startStore } from '#test/support/store.ts'
import { by, settings } from '#test/unit/domain/incident/fixtures.ts'

let store: Store
let incidents: typeof import('#store/incident/incidents.ts')
let alerts: typeof import('#store/incident/alerts.ts')
let messages: typeof import('#store/communication/communication.ts')
let kill: typeof import('#store/kill-switch/kill-switch.ts')
let record: typeof import('#store/kernel/record.ts')
let table: typeof import('#store/kernel/table.ts')
let timelineOf: typeof import('#store/audit/timeline.ts').timelineOf
beforeAll(async () => {
  store = await startStore()
  incidents = await import('#store/incident/incidents.ts')
  alerts = await import('#store/incident/alerts.ts')
  messages = await import('#store/communication/communication.ts')
  kill = await import('#store/kill-switch/kill-switch.ts')
  record = await import('#store/kernel/record.ts')
  table = await import('#store/kernel/table.ts')
  timelineOf = (await import('#store/audit/timeline.ts')).timelineOf
})
afterAll(() => store.stop())

const requestId = 'r'
/** Every test has a day of its own, so none sees what another one wrote. */
let days = 0
const newDay = () => {
  const start = new Date(Date.UTC(2031, 0, ++days, 6)).toISOString()
  return (seconds: number) => plusSeconds(start, seconds)
}
const declared = async (now: string, drill = false) => {
  const asked = { now, by, mayAct: true, settings, title: 'Mails', severity: 2 as const, drill }
  const { incident } = await incidents.openIncident(asked, requestId)
  return incident!
}

/** Events of one stream as the table has them, a second apart, without deciding each. */
const happened = async (stream: string, count: number, at: (seconds: number) => string, actor: Actor) => {
  const items = Array.from({ length: count }, (_, index) => {
    const event = { type: 'ActionVoided', at: at(index), by: actor, reason: 'x' }
    const place = { stream, seq: index + 1, prevHash: record.GENESIS, requestId, subject: {} }
    return record.recordToItem(record.toRecord(event, place))
  })
  for (let start = 0; start < count; start += 25)
    await Promise.all(
      items
        .slice(start, start + 25)
        .map((Item) => table.dynamodb.send(new PutItemCommand({ TableName: table.tableName(), Item }))),
    )
}

const draftFor = async (incident: string, drill: boolean, now: string) => {
  const id = `upd-${incident}`
  const draft: Omit<Draft, 'draftedBy' | 'draftedAt' | 'needsSecond'> = {
    id,
    incident,
    audience: { id: 'customers', name: 'customers', public: true },
    kind: 'update',
    severity: 1,
    title: 'Mails',
    text: 'Twice',
    components: [],
    drill,
  }
  const asked = { by, mayAct: true }
  await messages.runCommunication(
    id,
    { type: 'DraftUpdate', now, ...asked, draft, sensitive: undefined },
    requestId,
  )
  const discard = { type: 'DiscardUpdate' as const, ...asked, reason: 'Wrong' }
  await messages.runCommunication(id, { ...discard, now: plusSeconds(now, 1) }, requestId)
  return messages.communicationStream(id)
}

const streamsIn = async (
  incident: { id: string; drill: boolean },
  window: { from: string; to: string },
): Promise<string[]> => [...new Set((await timelineOf(incident, window)).events.map(({ stream }) => stream))]

describe('an incident', () => {
  it('is told whole, whatever else happens, and says that other things were left out', async () => {
    const at = newDay()
    const incident = await declared(at(0))
    await happened('action/act_busy', 1_100, (seconds) => at(60 + seconds), by)
    const window = { from: at(0), to: at(5_000) }
    const { events, leftOut } = await timelineOf(incident, window)
    expect(events[0]).toMatchObject({ action: 'IncidentDeclared', stream: `incident/${incident.id}` })
    expect(events.map((event) => event.at)).toEqual(events.map((event) => event.at).sort())
    expect(leftOut).toBe(true)
    expect(events.at(-1)?.at).toBe(at(60 + 1_099))
    expect((await timelineOf(incident, { ...window, to: at(120) })).leftOut).toBe(false)
  })
  it('is told with what happened to it after its end', async () => {
    const at = newDay()
    const incident = await declared(at(0))
    const note = { type: 'AddNote' as const, now: at(600), by, mayAct: true, settings, text: 'Later' }
    await incidents.runIncident(incident.id, note, requestId)
    const { events } = await timelineOf(incident, { from: at(0), to: at(60) })
    expect(events.map(({ action }) => action)).toEqual(['IncidentDeclared', 'NoteAdded'])
  })
  it('is told without the test that the product makes of itself', async () => {
    const at = newDay()
    const incident = await declared(at(0))
    const stop = { mayAct: true, mode: 'paused' as const, reason: 'test' }
    for (const [second, scope, who] of [
      [1, CANARY_SCOPE, system(CANARY)],
      [3, 'agent:a-1', by],
    ] as const) {
      const asked = { ...stop, by: who, scope, until: at(60 + second) }
      await kill.runSwitch({ type: 'EngageSwitch', now: at(second), ...asked }, requestId)
    }
    await kill.runSwitch({ type: 'EndSwitch', now: at(600) }, requestId)
    await happened('switch-ack/canary-1', 3, at, { kind: 'agent', id: CANARY })
    const { events } = await timelineOf(incident, { from: at(0), to: at(900) })
    expect(events.map(({ action }) => action)).toEqual(['IncidentDeclared', 'SwitchEngaged', 'SwitchEnded'])
    expect(JSON.stringify(events)).not.toContain(CANARY)
  })
})

describe('an incident, another one and a drill', () => {
  it('each have their own events, messages and alerts', async () => {
    const at = newDay()
    const [mine, other] = [await declared(at(0)), await declared(at(1))]
    const drill = await declared(at(2), true)
    const window = { from: at(0), to: at(900) }
    const written = [
      await draftFor(mine.id, false, at(10)),
      await draftFor(other.id, false, at(20)),
      await draftFor(drill.id, true, at(30)),
    ]
    const alertsFor = async (id: string, seconds: number, status: 'firing' | 'resolved') => {
      const now = at(seconds)
      const said = { source: 'generic', fingerprint: id, group: id, title: id, status, labels: {} }
      await alerts.recordAlerts(
        { id: `${id}-${status}`, source: 'generic', alerts: [said] },
        { now, requestId },
      )
      const stream = `alert/${id}-${status}-0`
      const asked = { now, by: system('alerts'), mayAct: true, settings }
      const fact = { fingerprint: id, source: 'generic', title: id, at: now, count: 1 }
      if (status === 'firing')
        await incidents.runIncident(
          id,
          { type: 'AttachAlert', ...asked, alerts: [fact] },
          requestId,
          alerts.joining(id, [stream], [id]),
        )
      return stream
    }
    const fired: string[] = []
    for (const [index, status] of (['firing', 'resolved'] as const).entries())
      for (const { id } of [mine, other]) fired.push(await alertsFor(id, 100 + index, status))
    await happened('switch-drill/main', 1, (seconds) => at(200 + seconds), by)
    await happened('action/act_both', 1, (seconds) => at(300 + seconds), by)

    expect(await streamsIn(mine, window)).toEqual([
      `incident/${mine.id}`,
      written[0],
      fired[0],
      fired[2],
      'action/act_both',
    ])
    expect(await streamsIn(drill, window)).toEqual([
      `incident/${drill.id}`,
      written[2],
      'switch-drill/main',
      'action/act_both',
    ])
    // Whose a message is stands in its draft alone, which may be before the window.
    expect(await streamsIn(mine, { from: at(11), to: at(40) })).toEqual([`incident/${mine.id}`, written[0]])
  })
})
