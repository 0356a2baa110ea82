// Agents that behave unusually are paused with the evidence, and nobody else is; what they report of their work is kept, once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requests, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop('shipped')
})
afterAll(() => laptop.stop())

let ids = 0
const told = async (words: RegExp) =>
  (await laptop.people.messages('COPS')).filter(({ text }) => words.test(text))
const other = () => ({ tool: 'crm.read', params: { record: `r${++ids}` } })
const effective = async (token: string = tokens.agent) =>
  (await laptop.send<{ effective: string }>('GET', '/v1/switch', { token })).body.effective
const resume = async () => {
  await laptop.people.command('UPLATFORM', 'resume agent:demo-agent')
  await until('the agent to run again', async () => (await effective()) === 'run')
}
const spend = (costUsd: number) =>
  laptop.send('POST', '/v1/usage', {
    token: tokens.agent,
    body: { id: `call-${++ids}`, costUsd, outputTokens: 1_000_000 },
  })

describe('an agent is paused', () => {
  it('when it asks for the same thing for the fifth time within two minutes, and not when it is slower', async () => {
    for (let index = 0; index < 6; index++) {
      await laptop.agent.ask(requests.harmless)
      await laptop.advance(40)
    }
    expect(await effective()).toBe('run')
    for (let index = 0; index < 4; index++) await laptop.agent.ask(requests.harmless)
    await until('the agent to be paused', async () => (await effective()) === 'paused')
    expect((await laptop.agent.ask(other())).body).toMatchObject({ decision: 'deny', policies: ['paused'] })
    expect((await laptop.second.ask(requests.harmless)).body.decision).toBe('allow')
    const [message] = await until('the message', async () => {
      const found = await told(/A loop: demo-agent asked for crm\.read with the same parameters 5 times/)
      return found.length > 0 && found
    })
    expect(message!.text).toContain('/claw resume agent:demo-agent')
    await laptop.rest()
    expect(await told(/A loop/)).toHaveLength(1)
    await resume()
    expect((await laptop.agent.ask(other())).body.decision).toBe('allow')
    expect(await effective()).toBe('run')
  })

  it('when its last five actions failed, one after the other', async () => {
    const run = async (status: string) => {
      const { body } = await laptop.agent.ask(other())
      await laptop.agent.report(body.id, { status })
      await laptop.agent.report(body.id, { status })
      await laptop.rest()
    }
    for (const status of ['failed', 'failed', 'failed', 'failed', 'succeeded', 'failed', 'failed'])
      await run(status)
    for (const status of ['failed', 'failed']) await run(status)
    expect(await effective()).toBe('run')
    await run('failed')
    await until('the agent to be paused', async () => (await effective()) === 'paused')
    await until('the message', async () => (await told(/its last 5 actions failed/))[0])
    await resume()
  })

  it('when an hour costs five times what its hours do', async () => {
    for (let hour = 0; hour < 5; hour++) {
      await spend(hour === 2 ? 3 : 1)
      await laptop.advance(3_600)
    }
    await spend(4.9)
    await laptop.rest()
    expect(await effective()).toBe('run')
    await spend(0.2)
    await until('the agent to be paused', async () => (await effective()) === 'paused')
    await until('the message', async () => (await told(/\$5\.10 in this hour, 5 times the median/))[0])
    await resume()
    expect(await laptop.table.broken()).toEqual([])
  })
})

describe('the trace', () => {
  const event = (more: object = {}) => ({
    id: `event-${++ids}`,
    at: '2026-01-01T00:00:00.000Z',
    session: 's1',
    run: 'r1',
    kind: 'tool',
    summary: 'crm.read: succeeded',
    ...more,
  })
  const send = (events: object[]) =>
    laptop.send<{ recorded: number }>('POST', '/v1/events', { token: tokens.agent, body: { events } })
  const kept = async () => (await laptop.table.items()).filter(({ pk }) => pk?.S?.startsWith('trace/'))

  it('is kept by agent and session, each event once, as it was first told, and without secrets', async () => {
    const first = event({ summary: 'used sk-ant-0123456789abcdefghijklmnop', data: { password: 'hunter2' } })
    const more = Array.from({ length: 99 }, () => event())
    expect((await send([first, ...more])).body.recorded).toBe(100)
    expect((await send([{ ...first, summary: 'changed' }, event()])).body.recorded).toBe(1)
    const items = await kept()
    expect(items).toHaveLength(101)
    expect(new Set(items.map(({ pk }) => pk?.S))).toEqual(new Set(['trace/demo-agent/s1']))
    expect(JSON.stringify(items)).not.toMatch(/sk-ant-|hunter2|changed/)
    expect(Number(items[0]!['expiresAt']!.N)).toBeGreaterThan(
      Date.parse(await laptop.now()) / 1000 + 89 * 86_400,
    )
  })
  it('takes at most a hundred at a time', async () => {
    expect((await send(Array.from({ length: 101 }, () => event()))).status).toBe(400)
    expect((await send([])).status).toBe(400)
    expect((await send([event({ kind: 'gossip' })])).status).toBe(400)
  })
  it.each([
    ['a call that was not the approved one', { mismatch: true, action: 'act_1' }],
    ['a call that nobody was asked about', { unasked: true }],
  ])('%s is told to people at once, and once', async (what, data) => {
    const found = event({ kind: 'error', summary: `It was ${what}`, data })
    await send([found])
    await send([found])
    await until('the message', async () => (await told(new RegExp(what)))[0])
    await laptop.rest()
    const messages = await told(new RegExp(what))
    expect(messages).toHaveLength(1)
    expect(JSON.stringify(messages[0]!.blocks)).toContain('USECURITY')
  })
})
