// Limits as agents and people meet them: too many requests, too many questions, and nobody else the slower for it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { key, requests, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop('shipped')
})
afterAll(() => laptop.stop())

const toNextMinute = async () => {
  await laptop.advance(60 - new Date(await laptop.now()).getUTCSeconds())
}
const told = async (words: RegExp) =>
  (await laptop.people.messages('COPS')).filter(({ text }) => words.test(text))
const question = () => ({ tool: 'crm.delete', params: { records: [key()] } })
const malformed = { tool: 'crm.read', params: 'none' }

it('an agent is told its limits', async () => {
  const { body } = await laptop.send<{ limits: object }>('GET', '/v1/agent', { token: tokens.agent })
  expect(body.limits).toEqual({
    requestsPerMinute: 600,
    concurrentActions: 25,
    budgetDayUsd: 50,
    budgetMonthUsd: 1000,
    run: { steps: 500, tokens: 20_000_000, spendUsd: 25 },
    toolSeconds: expect.objectContaining({ '*': 600, exec: 1800 }),
  })
})

describe('more requests than a minute has', () => {
  it('get 429 and when to come again, without a call to the table, and only for the agent that sent them', async () => {
    await toNextMinute()
    for (let sent = 0; sent < 600; sent += 50) {
      const some = await Promise.all(Array.from({ length: 50 }, () => laptop.agent.ask(malformed)))
      expect(new Set(some.map(({ status }) => status))).toEqual(new Set([400]))
    }
    const over = await laptop.agent.ask(malformed)
    expect([over.status, over.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
    const seconds = Number(over.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)

    await laptop.rest()
    const before = await laptop.calls()
    const flood = await Promise.all(Array.from({ length: 300 }, () => laptop.agent.ask(requests.harmless)))
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([429]))
    expect((await laptop.calls()) - before).toBeLessThan(20)

    expect((await laptop.second.ask(requests.harmless)).body.decision).toBe('allow')
    await laptop.advance(seconds)
    expect((await laptop.agent.ask(requests.harmless)).body.decision).toBe('allow')
  })
})

describe('more questions than people can look at', () => {
  it('are denied and flagged once; what was asked before gets its answer again', async () => {
    await laptop.advance(600)
    const asked = []
    for (let index = 0; index < 10; index++) asked.push({ idempotencyKey: key(), ...question() })
    const answers = await Promise.all(asked.map((each) => laptop.agent.ask(each)))
    expect(answers.map(({ body }) => body.decision)).toEqual(Array(10).fill('pending'))
    for (let index = 0; index < 3; index++) {
      const { status, body } = await laptop.agent.ask(question())
      expect([status, body.decision, body.policies]).toEqual([200, 'deny', ['approval-fatigue']])
    }
    expect((await laptop.agent.ask(asked[0]!)).body).toEqual(answers[0]!.body)
    expect((await laptop.agent.ask(requests.harmless)).body.decision).toBe('allow')
    expect((await laptop.second.ask(question())).body.decision).toBe('pending')
    await until('the flag', async () => (await told(/demo-agent asked people more than 10 times/))[0])
    await laptop.rest()
    expect(await told(/asked people more than/)).toHaveLength(1)

    await laptop.advance(601)
    expect((await laptop.agent.ask(question())).body.decision).toBe('pending')
  })
  it('get 429 while too many wait at the same time, and go on once one is decided', async () => {
    const path = join(process.env['CLAW_CONFIG_DIR'] ?? '', 'limits.yml')
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('agents: {}', 'agents: { second-agent: { concurrentActions: 3 } }'),
    )
    await laptop.advance(4_000)
    const ids: string[] = []
    for (let index = 0; index < 3; index++) ids.push((await laptop.second.ask(question())).body.id)
    const over = await laptop.second.ask(question())
    expect([over.status, over.headers.get('retry-after')]).toEqual([429, '30'])
    await laptop.people.deny('UPRODUCT2', ids[0]!, 'No')
    expect((await laptop.second.ask(question())).body.decision).toBe('pending')
    expect((await laptop.second.ask(question())).status).toBe(429)
  })
})
