// Days on which DynamoDB fails: never an allow without a record, never twice, and it goes on when it is back.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { badDaysOf, DOWN, type Outage } from '#test/support/bad-days.ts'
import { key, requests } from '#test/support/driver.ts'
import { AS_DEPLOYED, type Laptop, startLaptop } from '#test/support/laptop.ts'

let laptop: Laptop
let days: ReturnType<typeof badDaysOf>
beforeAll(async () => {
  laptop = await startLaptop(undefined, AS_DEPLOYED)
  days = badDaysOf(laptop)
})
afterEach(() => laptop.noFaults())
afterAll(() => laptop.stop())

const { harmless, shell } = requests
const outages: [string, Outage][] = [
  ['the table errs', { kind: 'error', times: DOWN }],
  [
    'writes are taken and their answer is lost',
    { operation: 'TransactWriteItems', kind: 'lost-response', times: DOWN },
  ],
  ['only reads of whose token it is fail', { operation: 'BatchGetItem', kind: 'error', times: DOWN }],
  ['only writes fail', { operation: 'TransactWriteItems', kind: 'error', times: DOWN }],
]
const blips: [string, Outage][] = [
  ['errs', { kind: 'error', times: 1 }],
  ['throttles', { kind: 'throttle', times: 1 }],
  ['loses one answer', { operation: 'TransactWriteItems', kind: 'lost-response', times: 1 }],
  ['loses two answers', { operation: 'TransactWriteItems', kind: 'lost-response', times: 2 }],
]
const dynamodb = (outage: Outage) => laptop.fault({ target: 'dynamodb', ...outage })

describe.each(outages)('while %s', (_, outage) => {
  it('nothing is allowed; the same request later gets its answer, once', async () => {
    const request = { ...harmless, idempotencyKey: key() }
    await dynamodb(outage)
    const { status, body, headers } = await laptop.agent.ask(request)
    expect([status, body.decision]).toEqual([503, undefined])
    expect(headers.get('retry-after')).toMatch(/^\d+$/)
    await laptop.noFaults()
    const again = await laptop.agent.ask(request)
    expect([again.status, again.body.decision]).toEqual([200, 'allow'])
    expect(await laptop.table.story(again.body.id)).toEqual(['ActionAllowed'])
  })
  it('a click decides nothing that is not on record, and the clicker is told when it is not', async () => {
    const { id } = await days.asked()
    await dynamodb(outage)
    await laptop.people.approve('UPLATFORM', id)
    await laptop.noFaults()
    const { status } = (await laptop.agent.look(id)).body
    expect((await laptop.table.story(id)).includes('ActionApproved')).toBe(status === 'approved')
    if (status === 'pending') {
      expect((await laptop.people.whispers('UPLATFORM')).at(-1)).toContain('could not be recorded')
      await laptop.people.approve('UPLATFORM', id)
    }
    expect((await laptop.agent.look(id)).body.votes).toHaveLength(1)
    await days.once(id, 'ActionApproved')
  })
  it('nothing is started without a record, and nothing is started twice', async () => {
    const id = await days.approved()
    await dynamodb(outage)
    const { status, body } = await laptop.agent.start(id, shell.params)
    expect([status, body.decision]).toEqual([503, undefined])
    await laptop.noFaults()
    const recorded = (await laptop.table.story(id)).includes('ActionStarted')
    const again = await laptop.agent.start(id, shell.params)
    expect(recorded ? again.status : again.body.decision).toBe(recorded ? 409 : 'allow')
    await days.once(id, 'ActionStarted')
  })
  it('an outcome is not taken for recorded, and counts once when it is reported again', async () => {
    const id = await days.started()
    await dynamodb(outage)
    expect((await laptop.agent.report(id, { status: 'succeeded' })).status).toBe(503)
    await laptop.noFaults()
    expect((await laptop.agent.report(id, { status: 'succeeded' })).body.status).toBe('succeeded')
    await days.once(id, 'OutcomeReported')
  })
})

describe.each(blips)('when the table %s', (_, blip) => {
  it('the whole walk goes on as if nothing had been, each step recorded once', async () => {
    const request = { ...shell, idempotencyKey: key() }
    await dynamodb(blip)
    const { id } = (await laptop.agent.ask(request)).body
    await laptop.people.cardOf(id)
    await dynamodb(blip)
    await laptop.people.approve('UPLATFORM', id)
    await dynamodb(blip)
    expect((await laptop.agent.start(id, shell.params)).body.decision).toBe('allow')
    await dynamodb(blip)
    expect((await laptop.agent.report(id, { status: 'succeeded' })).body.status).toBe('succeeded')
    expect(await laptop.table.story(id)).toEqual([
      'ApprovalRequested',
      'ApprovalGranted',
      'ActionApproved',
      'ActionStarted',
      'OutcomeReported',
    ])
    expect(await laptop.people.cardsOf(id)).toHaveLength(1)
  })
})

describe('while the table takes too long', () => {
  it.each(['timeout', 'throttle'] as const)(
    '(%s) the gate gives up within its time, and allows nothing',
    async (kind) => {
      await dynamodb({ operation: 'TransactWriteItems', kind, times: DOWN })
      const { status, body } = await laptop.agent.ask(harmless)
      expect([status, body.decision]).toEqual([503, undefined])
    },
  )
  it('a command is answered all the same, before Slack stops waiting', async () => {
    await dynamodb({ kind: 'timeout', times: 10 })
    const { response } = await laptop.people.command('UPLATFORM', '/claw queue')
    expect(response.text).toContain('longer than Slack waits')
    await laptop.noFaults()
  })
  it('a click is answered within three seconds, or Slack says that it was not, and counts at most once', async () => {
    const { id } = await days.asked()
    await dynamodb({ operation: 'TransactWriteItems', kind: 'timeout', times: 1 })
    await laptop.people.approve('UPLATFORM', id)
    await laptop.noFaults()
    expect((await laptop.agent.look(id, 5)).body.status).toBe('approved')
    await days.once(id, 'ApprovalGranted')
  })
})

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
