// Days on which Slack or Step Functions fail: the agent has its answer, people are asked once, and it goes on when they are back.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { badDaysOf, DOWN, type Outage } from '#test/support/bad-days.ts'
import { requests } from '#test/support/driver.ts'
import { AS_DEPLOYED, type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
let days: ReturnType<typeof badDaysOf>
beforeAll(async () => {
  laptop = await startLaptop(undefined, AS_DEPLOYED)
  days = badDaysOf(laptop)
})
afterEach(() => laptop.noFaults())
afterAll(() => laptop.stop())

const { shell } = requests

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
    expect(await days.executionsOf(id)).toMatchObject([{ status: 'SUCCEEDED' }])
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
      await until('the workflow to have tried', async () => (await days.executionsOf(body.id)).length === 1)
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
      expect(await days.executionsOf(body.id)).toMatchObject([{ status: 'SUCCEEDED' }])
      expect(await laptop.people.cardsOf(body.id)).toHaveLength(1)
      const notes = (await laptop.people.thread(body.id)).map(({ text }) => text)
      expect(new Set(notes).size).toBe(notes.length)
      expect(notes).toHaveLength(3)
    },
  )

  it('posts nothing, a request is decidable all the same; its card comes decided', async () => {
    const other = await days.asked()
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
    expect(await days.executionsOf(id)).toHaveLength(1)
    expect(await laptop.people.cardsOf(id)).toHaveLength(1)
    expect((await laptop.agent.look(id)).body.status).toBe('pending')
  })
  it('cannot be told of a decision, the agent goes on, and the workflow catches up', async () => {
    const { id } = await days.asked()
    await laptop.fault({ target: 'step-functions', kind: 'error', times: DOWN })
    await laptop.people.approve('UPLATFORM', id)
    expect((await laptop.agent.start(id, shell.params)).body.decision).toBe('allow')
    expect((await laptop.agent.report(id, { status: 'succeeded' })).status).toBe(200)
    await laptop.noFaults()
    await laptop.advance(60)
    expect(await days.executionsOf(id)).toMatchObject([{ status: 'SUCCEEDED' }])
    expect(JSON.stringify((await laptop.people.cardOf(id)).blocks)).toContain('It succeeded')
  })
})

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
