// No decision that begins after a pause has committed allows anything, in whatever order the calls of everybody reach the table.
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { action } from '#domain/action/action.ts'
import { putCredential } from '#store/agent/credentials.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { dynamodb } from '#store/kernel/table.ts'
import { runSwitch } from '#store/kill-switch/kill-switch.ts'
import { type Store, startStore } from '#test/support/store.ts'
import { enough } from '#test/support/thorough.ts'
import { ask, grant, one, request } from '../../domain/action/fixtures.ts'

const SCHEDULES = enough(15, 300)

let store: Store
let gate: (event: unknown, context: unknown) => Promise<{ statusCode: number; body: string }>
let turn: (() => Promise<unknown>) | undefined
beforeAll(async () => {
  store = await startStore()
  gate = (await import('#functions/gate/handler.ts')).handler as unknown as typeof gate
  // Each call waits for its turn, which the property deals out: every interleaving is one that can be repeated.
  dynamodb.middlewareStack.add(
    (next) => async (args) => {
      await turn?.()
      return next(args)
    },
    { step: 'initialize', name: 'turns' },
  )
})
afterEach(() => {
  turn = undefined
})
afterAll(() => store.stop())

const harmless = { tool: 'crm.read', params: { record: 'r1' } }
let ids = 0

const agentOf = async () => {
  const agent = `racer-${++ids}`
  const token = `token-of-${agent}`
  await putCredential(token, { kind: 'agent', agent, owner: 'UOWNER', environment: 'test' })
  const call = async (routeKey: string, body: object, id?: string): Promise<string> => {
    const event = {
      routeKey,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      ...(id ? { pathParameters: { id } } : {}),
      requestContext: { requestId: 'r' },
    }
    const answer = await gate(event, {})
    return answer.statusCode === 200 ? String(JSON.parse(answer.body).decision) : `${answer.statusCode}`
  }
  return {
    agent,
    ask: () => call('POST /v1/actions', { idempotencyKey: `k${++ids}`, ...harmless }),
    start: (id: string) => call('POST /v1/actions/{id}/start', { params: { records: ['r1'] } }, id),
  }
}

/** Approved before anything else happens. */
const approvedFor = async (agent: string, switchRevision: number): Promise<string> => {
  const id = `act_${String(++ids).padStart(26, '0')}`
  const now = new Date().toISOString()
  const { actionDigest } = await import('#store/kernel/canonical.ts')
  const params = { records: ['r1'] }
  const digest = actionDigest({ agent, tool: 'crm.delete', params })
  const asked = request(ask(one), digest, now)
  await runCommand(
    action,
    id,
    { ...asked, request: { ...asked.request, id, agent, params, switchRevision } },
    { requestId: 'r', fresh: true },
  )
  await runCommand(action, id, { ...grant('UPRODUCT2', now), digest }, { requestId: 'r' })
  return id
}

const turnSwitch = (
  type: 'EngageSwitch' | 'ReleaseSwitch',
  scope: string,
  mode: 'paused' | 'readonly' = 'paused',
) => {
  const asked = {
    now: new Date().toISOString(),
    by: { kind: 'person' as const, id: 'UA' },
    mayAct: true,
    scope,
  }
  return runSwitch(
    type === 'EngageSwitch' ? { type, ...asked, mode, reason: 'Race' } : { type, ...asked },
    'r',
  )
}

it('holds for asking and for starting, while others turn the switch too', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  let early = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('agent', 'agent', 'all'),
      fc.scheduler(),
      async (before, after, kind, scheduler) => {
        turn = undefined
        const { agent, ask: askGate, start } = await agentOf()
        const other = await agentOf()
        const { state } = await turnSwitch('ReleaseSwitch', 'agent:nobody')
        const approved = await approvedFor(agent, state.revision)
        const scope = kind === 'all' ? 'all' : `agent:${agent}`

        turn = () => scheduler.schedule(Promise.resolve())
        const first = Array.from({ length: before }, askGate)
        const noise = turnSwitch('EngageSwitch', `agent:${other.agent}`, 'readonly')
        const late = turnSwitch('EngageSwitch', scope).then(() =>
          Promise.all([...Array.from({ length: after }, askGate), start(approved)]),
        )
        const all = Promise.all([late, noise, ...first])
        await scheduler.waitFor(all)
        turn = undefined

        expect(await late).toEqual(Array.from({ length: after + 1 }, () => 'deny'))
        early += (await Promise.all(first)).filter((decision) => decision === 'allow').length
        // Released, what was approved before the pause stays withdrawn, and what is asked now is allowed again.
        await runSwitch(
          {
            type: 'ReleaseSwitch',
            now: new Date().toISOString(),
            by: { kind: 'system', id: 'test' },
            mayAct: true,
            scope,
          },
          'r',
        )
        expect(await start(approved)).toBe('deny')
        expect(await askGate()).toBe('allow')
        await turnSwitch('ReleaseSwitch', `agent:${other.agent}`)
      },
    ),
    { numRuns: SCHEDULES },
  )
  // Otherwise nothing would have raced.
  expect(early).toBeGreaterThan(0)
})

it('leaves a record that verifies', async () => {
  expect(await store.table.broken()).toEqual([])
})
