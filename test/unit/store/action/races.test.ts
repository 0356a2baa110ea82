// Many at once on a real table: whoever is first counts, everybody else is told, and the chain has no gap, whatever the order of calls.
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { action } from '#domain/action/action.ts'
import type { ActionCommand } from '#domain/action/commands.ts'
import type { Requirement } from '#domain/action/judgement.ts'
import { system } from '#domain/shared/actor.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { dynamodb } from '#store/kernel/table.ts'
import { type Store, startStore } from '#test/support/store.ts'
import { enough } from '#test/support/thorough.ts'
import {
  allow,
  ask,
  at,
  calm,
  DIGEST,
  grant,
  one,
  pausedSince,
  request,
  two,
} from '../../domain/action/fixtures.ts'

const SCHEDULES = enough(25, 1_000)

let store: Store
let ids = 0
beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

const by = { kind: 'agent' as const, id: 'demo' }
const newId = () => `act_${++ids}`
const run = (id: string, command: ActionCommand, fresh = false) =>
  runCommand(action, id, command, { requestId: 'r', fresh })
const start = (digest = DIGEST): ActionCommand => ({
  type: 'StartAction',
  now: at(2),
  by,
  digest,
  judgement: allow,
  posture: calm,
})
const count = (story: string[], type: string) => story.filter((each) => each === type).length
const asked = async (requirement: Requirement) => {
  const id = newId()
  await run(id, request(ask(requirement)))
  return id
}
const people = Array.from({ length: 40 }, (_, index) => ({
  id: `UPRODUCT${index + 10}`,
  roles: ['product' as const],
}))

describe('at the same moment', () => {
  it('40 people approve: one approval, and each of the others is refused, on record', async () => {
    const id = await asked(one)
    const results = await Promise.all(people.map((person) => run(id, grant(person.id, at(1), { person }))))
    expect(results.filter(({ refusal }) => refusal?.code === 'decided')).toHaveLength(39)
    const story = await store.table.story(id)
    expect([count(story, 'ActionApproved'), count(story, 'ApprovalGranted')]).toEqual([1, 1])
    expect(count(story, 'DecisionRefused')).toBe(39)
  })
  it('an agent starts 100 times: one start', async () => {
    const id = await asked(one)
    await run(id, grant('UPRODUCT2', at(1)))
    const results = await Promise.all(Array.from({ length: 100 }, () => run(id, start())))
    expect(results.filter(({ refusal }) => refusal === undefined)).toHaveLength(1)
    expect(new Set(results.map(({ refusal }) => refusal?.code))).toEqual(
      new Set([undefined, 'already-started']),
    )
    expect(count(await store.table.story(id), 'ActionStarted')).toBe(1)
  })
  it('the same request comes 50 times: one stream, one answer', async () => {
    const id = newId()
    const results = await Promise.all(Array.from({ length: 50 }, () => run(id, request(ask(two)), true)))
    for (const { state } of results) expect(state).toEqual(results[0]?.state)
    expect(await store.table.story(id)).toEqual(['ApprovalRequested'])
  })
  it('the same key comes with two contents: one of them is the request, the other is refused', async () => {
    const id = newId()
    const other = `sha256:${'b'.repeat(64)}`
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) => run(id, request(ask(one), index % 2 ? DIGEST : other), true)),
    )
    const refused = results.filter(({ refusal }) => refusal?.code === 'key-reused')
    expect(refused).toHaveLength(5)
    expect(count(await store.table.story(id), 'ApprovalRequested')).toBe(1)
  })
})

type Named = [name: string, command: ActionCommand]
const racers: Named[] = [
  ['support approves', grant('USUPPORT', at(1))],
  ['product approves', grant('UPRODUCT2', at(1))],
  ['both-roles approves', grant('UBOTH', at(1))],
  ['the owner denies', { ...grant('UPRODUCT', at(1)), type: 'DenyApproval', reason: 'No' }],
  ['a guest approves', grant('UGUEST', at(1))],
  ['a pause', { type: 'RecordWithdrawal', now: at(1), posture: pausedSince }],
  ['the agent starts', start()],
  ['the agent starts something else', start(`sha256:${'c'.repeat(64)}`)],
  [
    'the agent reports',
    { type: 'ReportOutcome', now: at(3), by, outcome: { status: 'succeeded' }, posture: calm },
  ],
  ['the clock looks', { type: 'TickApproval', now: at(40), by: system('clock'), posture: calm }],
  ['the clock looks late', { type: 'TickApproval', now: at(99), by: system('clock'), posture: calm }],
]
const racing = fc.array(fc.constantFrom(...racers), { minLength: 2, maxLength: 7 })

describe('in whatever order the calls of racing commands reach the table', () => {
  let turn: (() => Promise<unknown>) | undefined
  beforeAll(() => {
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
    vi.restoreAllMocks()
  })

  it('there is one decision, at most one start, and a record without a gap', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    await fc.assert(
      fc.asyncProperty(
        racing,
        fc.constantFrom(one, two),
        fc.scheduler(),
        async (commands, needs, scheduler) => {
          turn = undefined
          const id = await asked(needs)
          turn = () => scheduler.schedule(Promise.resolve())
          const runs = Promise.allSettled(commands.map(([, command]) => run(id, command)))
          await scheduler.waitFor(runs)
          turn = undefined

          const story = await store.table.story(id)
          const ends = ['ApprovalDenied', 'ApprovalExpired', 'ActionVoided', 'GrantLapsed', 'ActionStarted']
          expect(ends.reduce((sum, type) => sum + count(story, type), 0)).toBeLessThan(2)
          expect(count(story, 'ActionApproved')).toBeLessThan(2)
          if (count(story, 'ActionStarted') > 0)
            expect(story.indexOf('ActionStarted')).toBeGreaterThan(story.indexOf('ActionApproved'))
          const written = (await runs).flatMap((each) =>
            each.status === 'fulfilled' ? each.value.events : [],
          )
          expect(written.map(({ type }) => type).sort()).toEqual(story.slice(1).sort())
          expect(await store.table.broken(id)).toEqual([])
        },
      ),
      { numRuns: SCHEDULES },
    )
  })
})

it('leaves a record that verifies', async () => {
  expect(await store.table.broken()).toEqual([])
})
