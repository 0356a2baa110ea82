// Days on which DynamoDB, Slack or Step Functions fail: never an allow without a record, never twice, and it goes on when they are back.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Fault, key, requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterEach(() => laptop.noFaults())
afterAll(() => laptop.stop())

const { harmless, shell } = requests
const asked = async (request: object = shell) => {
  const { body } = await laptop.agent.ask(request)
  await laptop.people.cardOf(body.id)
  return body
}
const approved = async () => {
  const { id } = await asked()
  await laptop.people.approve('UPLATFORM', id)
  return id
}
const started = async () => {
  const id = await approved()
  expect((await laptop.agent.start(id, shell.params)).body.decision).toBe('allow')
  return id
}
const once = async (id: string, type: string) =>
  expect((await laptop.table.story(id)).filter((each) => each === type)).toHaveLength(1)
const executionsOf = async (id: string) => (await laptop.executions()).filter(({ name }) => name === id)

/** More calls than any retry makes: down until it is cleared. */
const DOWN = 1_000
type Outage = Omit<Fault, 'target'>
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

describe('while Slack takes no message', () => {
  it('for a whole hour, the request still expires, and says so once', async () => {
    await laptop.fault({ target: 'slack', operation: 'chat.postMessage', kind: 'error', times: 100_000 })
    const { id } = (await laptop.agent.ask(shell)).body
    await laptop.advance(3_700)
    expect((await laptop.agent.look(id)).body.status).toBe('expired')
    await laptop.noFaults()
    await laptop.advance(300)
    expect(await laptop.people.cardsOf(id)).toHaveLength(1)
    expect((await laptop.table.story(id)).filter((type) => type === 'ApprovalExpired')).toHaveLength(1)
    expect(await executionsOf(id)).toMatchObject([{ status: 'SUCCEEDED' }])
  })
})

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
    const { id } = await asked()
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
    await once(id, 'ActionApproved')
  })
  it('nothing is started without a record, and nothing is started twice', async () => {
    const id = await approved()
    await dynamodb(outage)
    const { status, body } = await laptop.agent.start(id, shell.params)
    expect([status, body.decision]).toEqual([503, undefined])
    await laptop.noFaults()
    const recorded = (await laptop.table.story(id)).includes('ActionStarted')
    const again = await laptop.agent.start(id, shell.params)
    expect(recorded ? again.status : again.body.decision).toBe(recorded ? 409 : 'allow')
    await once(id, 'ActionStarted')
  })
  it('an outcome is not taken for recorded, and counts once when it is reported again', async () => {
    const id = await started()
    await dynamodb(outage)
    expect((await laptop.agent.report(id, { status: 'succeeded' })).status).toBe(503)
    await laptop.noFaults()
    expect((await laptop.agent.report(id, { status: 'succeeded' })).body.status).toBe('succeeded')
    await once(id, 'OutcomeReported')
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
      ...['ApprovalRequested', 'ApprovalGranted', 'ActionApproved', 'ActionStarted', 'OutcomeReported'],
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
  it('a click is answered within three seconds, or Slack says that it was not, and counts at most once', async () => {
    const { id } = await asked()
    await dynamodb({ operation: 'TransactWriteItems', kind: 'timeout', times: 1 })
    await laptop.people.approve('UPLATFORM', id)
    await laptop.noFaults()
    expect((await laptop.agent.look(id, 5)).body.status).toBe('approved')
    await once(id, 'ApprovalGranted')
  })
})

describe('while Slack', () => {
  const trouble: [string, Outage][] = [
    ['errs', { kind: 'error', times: DOWN }],
    ['limits us', { kind: 'rate-limit', times: DOWN }],
    ['does not answer', { operation: 'chat.postMessage', kind: 'timeout', times: 1 }],
    [
      'takes the card and loses the answer',
      { operation: 'chat.postMessage', kind: 'lost-response', times: 1 },
    ],
  ]
  it.each(trouble)(
    '%s, the agent has its answer, and the card comes once when it is back',
    async (_, outage) => {
      await laptop.fault({ target: 'slack', ...outage })
      const { status, body } = await laptop.agent.ask(shell)
      expect([status, body.decision]).toEqual([200, 'pending'])
      await until('the workflow to have tried', async () => (await executionsOf(body.id)).length === 1)
      await laptop.advance(5)
      if (outage.times === DOWN) expect(await laptop.people.cardsOf(body.id)).toEqual([])
      await laptop.noFaults()
      await laptop.advance(150)
      expect(await laptop.people.cardsOf(body.id)).toHaveLength(1)
      await laptop.people.approve('UPLATFORM', body.id)
      expect((await laptop.agent.look(body.id)).body.status).toBe('approved')
      expect((await laptop.agent.start(body.id, shell.params)).body.decision).toBe('allow')
      await laptop.agent.report(body.id, { status: 'succeeded' })
      await laptop.advance(30)
      expect(await executionsOf(body.id)).toMatchObject([{ status: 'SUCCEEDED' }])
      expect(await laptop.people.cardsOf(body.id)).toHaveLength(1)
      const notes = (await laptop.people.thread(body.id)).map(({ text }) => text)
      expect(new Set(notes).size).toBe(notes.length)
      expect(notes).toHaveLength(3)
    },
  )

  it('posts nothing, a request is decidable all the same; its card comes decided', async () => {
    const other = await asked()
    const post = { target: 'slack', operation: 'chat.postMessage', kind: 'error' } as const
    await laptop.fault({ ...post, times: DOWN })
    const { id, digest } = (await laptop.agent.ask(shell)).body
    await laptop.advance(10)
    expect(await laptop.people.cardsOf(id)).toEqual([])
    const value = JSON.stringify({ id, digest })
    await laptop.people.click('UPLATFORM', other.id, 'approval.grant', { value })
    expect((await laptop.agent.look(id)).body.status).toBe('approved')
    expect((await laptop.agent.look(other.id)).body.status).toBe('pending')
    expect((await laptop.agent.start(id, shell.params)).body.decision).toBe('allow')
    await laptop.noFaults()
    await laptop.advance(120)
    const [card, ...others] = await laptop.people.cardsOf(id)
    expect(others).toEqual([])
    expect(JSON.stringify(card?.blocks)).not.toContain('approval.grant')
  })

  it('asks us to wait, nothing is sent before the time it named', async () => {
    await laptop.fault({ target: 'slack', operation: 'chat.postMessage', kind: 'rate-limit', times: 1 })
    const { id } = (await laptop.agent.ask(shell)).body
    const refusedAt = await until('the refusal', async () => {
      const { faults } = (await laptop.send<{ faults: unknown[] }>('GET', '/_local/faults')).body
      return faults.length === 0 && Date.parse(await laptop.now())
    })
    const { ts } = await laptop.people.cardOf(id)
    expect(Number(ts) * 1000).toBeGreaterThanOrEqual(refusedAt + 900)
    expect(await laptop.people.cardsOf(id)).toHaveLength(1)
  })
})

describe('while Step Functions', () => {
  it.each([
    ['errs', 'error', DOWN],
    ['starts the workflow and loses the answer', 'lost-response', 3],
  ] as const)('%s, nobody is asked twice, and everybody is asked in the end', async (_, kind, times) => {
    await laptop.fault({ target: 'step-functions', operation: 'StartExecution', kind, times })
    const { id, decision } = (await laptop.agent.ask(shell)).body
    expect(decision).toBe('pending')
    await laptop.advance(20)
    await laptop.noFaults()
    await laptop.advance(60)
    expect(await executionsOf(id)).toHaveLength(1)
    expect(await laptop.people.cardsOf(id)).toHaveLength(1)
    expect((await laptop.agent.look(id)).body.status).toBe('pending')
  })
  it('cannot be told of a decision, the agent goes on, and the workflow catches up', async () => {
    const { id } = await asked()
    await laptop.fault({ target: 'step-functions', kind: 'error', times: DOWN })
    await laptop.people.approve('UPLATFORM', id)
    expect((await laptop.agent.start(id, shell.params)).body.decision).toBe('allow')
    expect((await laptop.agent.report(id, { status: 'succeeded' })).status).toBe(200)
    await laptop.noFaults()
    await laptop.advance(60)
    expect(await executionsOf(id)).toMatchObject([{ status: 'SUCCEEDED' }])
    expect(JSON.stringify((await laptop.people.cardOf(id)).blocks)).toContain('It succeeded')
  })
})

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
