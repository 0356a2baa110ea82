// One pause withdraws thousands of waiting requests: at once for whoever reads them, on record within seconds, and without a call to Step Functions for each.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { action } from '#domain/action/action.ts'
import { withdrawalOf } from '#domain/action/withdrawal.ts'
import { listQueue, pageOfQueue } from '#store/action/actions.ts'
import { GENESIS } from '#store/kernel/record.ts'
import { commit, transaction } from '#store/kernel/run-command.ts'
import { runSwitch } from '#store/kill-switch/kill-switch.ts'
import { readPosture } from '#store/posture.ts'
import { putTaskToken } from '#store/workflow-items.ts'
import { type Store, startStore } from '#test/support/store.ts'
import { enough } from '#test/support/thorough.ts'
import { handler } from '#workflows/kill-switch/tasks/void-pending.ts'
import { ask, request, two } from '../domain/action/fixtures.ts'

const MANY = enough(400, 10_000)
const OTHERS = 50
const WITH_TOKEN = 200

let store: Store
let stepFunctions: Server
let calls = 0
beforeAll(async () => {
  store = await startStore()
  stepFunctions = createServer((incoming, outgoing) => {
    calls += 1
    incoming.resume().on('end', () => outgoing.writeHead(200).end('{}'))
  }).listen(0, '127.0.0.1')
  await once(stepFunctions, 'listening')
  const { port } = stepFunctions.address() as AddressInfo
  process.env['AWS_ENDPOINT_URL_SFN'] = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  stepFunctions.closeAllConnections()
  stepFunctions.close()
  await store.stop()
})

/** Requests as the gate records them, fifty in one transaction so that there are soon many. */
const asked = async (count: number, agent: string): Promise<void> => {
  for (let from = 0; from < count; from += 50) {
    const writes = Array.from({ length: Math.min(50, count - from) }, (_, offset) => {
      const id = `act_${agent}_${from + offset}`
      const { request: asks, ...rest } = request(ask(two))
      const now = new Date().toISOString()
      const { events } = action.decide(action.initialState, { ...rest, now, request: { ...asks, id, agent } })
      const after = events.reduce(action.evolve, action.initialState)
      const before = { state: action.initialState, version: 0, seq: 0, head: GENESIS }
      return transaction(action, `action/${id}`, before, after, events, 'r')
    })
    expect(await commit(writes.flat())).toBeUndefined()
  }
  await Promise.all(
    Array.from({ length: Math.min(count, WITH_TOKEN) }, (_, index) =>
      putTaskToken(`action/act_${agent}_${index}`, 'approval-gate', `token-${index}`),
    ),
  )
}
const waiting = async (): Promise<string[]> => {
  const agents: string[] = []
  let cursor: Awaited<ReturnType<typeof pageOfQueue>>['next'] = null
  do {
    const page = await pageOfQueue('pending', cursor, 1_000)
    agents.push(...page.items.map((item) => /"agent":"(\w+)"/.exec(item['state']?.S ?? '')?.[1] ?? ''))
    cursor = page.next
  } while (cursor)
  return agents
}

it('and leaves alone what the pause does not cover', async () => {
  await asked(MANY, 'demo')
  await asked(OTHERS, 'other')

  const now = new Date().toISOString()
  const by = { kind: 'person' as const, id: 'UA' }
  const pause = { type: 'EngageSwitch', now, by, mayAct: true, scope: 'agent:demo' } as const
  await runSwitch({ ...pause, mode: 'paused', reason: 'It loops' }, 'r')

  // At once: nothing is on record yet, and whoever reads one sees that it is withdrawn.
  const posture = await readPosture()
  const [one] = await listQueue('pending', { limit: 1 })
  expect(withdrawalOf(posture, one!.request).withdrawn).toBe(true)

  let place: Awaited<ReturnType<typeof handler>> = { cursor: null, woken: 0, more: true }
  while (place.more) {
    place = await handler(JSON.parse(JSON.stringify({ cursor: place.cursor, woken: place.woken })))
  }

  expect(await waiting()).toEqual(Array.from({ length: OTHERS }, () => 'other'))
  expect(calls).toBe(50)
  // Asked again after a crash, it finds nothing more to do.
  expect(await handler({ cursor: null, woken: 0 })).toMatchObject({ more: false, woken: 0 })
})
