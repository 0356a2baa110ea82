// What a run and a budget may take: what is used up stops the agent as a pause does, and nobody's word is dearer than its tokens.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { key, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { openSocket } from '#test/support/socket.ts'
import { switchOf } from '#test/support/switch.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
let turn: ReturnType<typeof switchOf>
beforeAll(async () => {
  laptop = await startLaptop()
  turn = switchOf(laptop)
  const path = join(process.env['CLAW_CONFIG_DIR'] ?? '', 'limits.yml')
  const narrow = 'agents: { second-agent: { run: { steps: 3, tokens: 1000000, spendUsd: 4 } } }'
  writeFileSync(path, readFileSync(path, 'utf8').replace('agents: {}', narrow))
})
afterAll(() => laptop.stop())

const million = { inputTokens: 1_000_000, outputTokens: 1_000_000 }
const spend = (costUsd: number, more: object = million, token: string = tokens.agent) =>
  laptop.send<{ countedUsd: number; spentDayUsd: number }>('POST', '/v1/usage', {
    token,
    body: { id: key(), costUsd, ...more },
  })
const told = async (words: RegExp) =>
  (await laptop.people.messages('COPS')).filter(({ text }) => words.test(text))
const look = async (token: string = tokens.agent) => (await turn.look(token)).body
const harmless = () => ({ tool: 'crm.read', params: { record: key() } })

describe('a budget that is used up', () => {
  it('reads as a pause by the budget, pushed like a stop, until the day ends; its end raises the revision too', async () => {
    const before = await look()
    const socket = await openSocket(laptop.url, tokens.agent)
    await spend(51)
    const paused = await look()
    expect(paused).toMatchObject({
      effective: 'paused',
      engaged: [
        { scope: 'agent:demo-agent', mode: 'paused', by: 'budget', reason: expect.stringContaining('day') },
      ],
    })
    expect(paused.revision).toBeGreaterThan(before.revision)
    expect(paused.engaged[0]?.until).toMatch(/T00:00:00.000Z$/)
    await socket.hear('the pause', ({ type, effective }) => type === 'switch' && effective === 'paused')
    socket.close()
    expect((await look(tokens.second)).effective).toBe('run')

    await spend(1)
    expect((await look()).revision).toBe(paused.revision)
    expect((await turn.command({ command: 'release', scope: 'agent:demo-agent' })).body).toMatchObject({
      done: false,
      sentence: expect.stringContaining('budget is used up'),
    })
    await turn.command({ command: 'engage', scope: 'agent:demo-agent', mode: 'paused', reason: 'A look' })
    await turn.command({ command: 'release', scope: 'agent:demo-agent' })
    expect((await look()).engaged.map(({ by }) => by)).toEqual(['budget'])

    await laptop.advance(86_400)
    const after = await look()
    expect([after.effective, after.engaged]).toEqual(['run', []])
    expect(after.revision).toBeGreaterThan(paused.revision + 2)
    expect((await laptop.agent.ask(harmless())).body.decision).toBe('allow')
  })

  it('goes on when people raise it', async () => {
    await spend(60)
    const { revision } = await look()
    const card = await until(
      'the card',
      async () => (await told(/demo-agent has spent 100% of today.*\$60/))[0],
    )
    await laptop.send('POST', '/_local/actions', {
      body: { user: 'USECURITY', channel: 'COPS', ts: card.ts, action_id: 'budget.allow' },
    })
    const view = await until('the form', async () => (await laptop.people.views('USECURITY')).at(-1))
    await laptop.send('POST', `/_local/views/${view.id}/submit`, {
      body: { user: 'USECURITY', values: { 'amount.usd': '20' } },
    })
    const after = await look()
    expect(after.effective).toBe('run')
    expect(after.revision).toBeGreaterThan(revision)
    await spend(21)
    expect((await look()).effective).toBe('paused')
    await laptop.advance(86_400)
    expect(await laptop.table.broken()).toEqual([])
  })
})

describe('a report of usage', () => {
  it('counts at most what its tokens can cost at the dearest price, and people are told once', async () => {
    const forged = await spend(49_999, { inputTokens: 1_000, outputTokens: 100 })
    expect(forged.body.countedUsd).toBe(0.21)
    expect((await spend(10, {})).body.countedUsd).toBe(0)
    expect((await look()).effective).toBe('run')
    await until('the notice', async () => (await told(/reported \$49,999 .* at most \$0\.21/))[0])
    await laptop.rest()
    expect(await told(/reported \$/)).toHaveLength(1)
    expect((await spend(0.2, { inputTokens: 1_000, outputTokens: 100 })).body.countedUsd).toBe(0.2)
  })
})

describe('a run', () => {
  const inRun = (run: string) => laptop.second.ask({ ...harmless(), run })

  it('takes so many steps and no more: it is told what to do, its agent by the switch, and people by a notice', async () => {
    const before = (await look(tokens.second)).revision
    for (let step = 0; step < 3; step++) expect((await inRun('r1')).body.decision).toBe('allow')
    const over = (await inRun('r1')).body
    expect(over).toMatchObject({ decision: 'deny', policies: ['run-limit'] })
    expect(over.reason).toMatch(/has taken 3 steps.*new request/)
    expect((await inRun('r2')).body.decision).toBe('allow')

    const told1 = await until('the switch to tell', async () => {
      const answer = await look(tokens.second)
      return answer.engaged.length > 0 && answer
    })
    expect(told1).toMatchObject({
      effective: 'run',
      engaged: [
        { scope: 'run:r1', mode: 'paused', by: 'limits', reason: expect.stringContaining('3 steps') },
      ],
    })
    expect(told1.revision).toBe(before + 1)
    expect((await look()).engaged).toEqual([])
    await until('the notice', async () => (await told(/A run of second-agent has taken 3 steps/))[0])
    await inRun('r1')
    await laptop.rest()
    expect(await told(/A run of second-agent has taken/)).toHaveLength(1)
  })

  it('spends so much by our prices, whatever its agent says it cost', async () => {
    const used = {
      run: 'r3',
      provider: 'openai',
      model: 'gpt-4.1',
      inputTokens: 200_000,
      outputTokens: 200_000,
    }
    await spend(0, used, tokens.second)
    expect((await inRun('r3')).body.decision).toBe('allow')
    await spend(0, { ...used, model: 'of our own' }, tokens.second)
    expect((await inRun('r3')).body).toMatchObject({
      decision: 'deny',
      reason: expect.stringContaining('has spent $152.00 of at most $4.00'),
    })
  })

  it('is not started any more where people had approved it', async () => {
    const params = { records: [key()] }
    const { id } = (await laptop.second.ask({ tool: 'crm.delete', params, run: 'r4' })).body
    await laptop.people.approve('UPRODUCT2', id)
    await spend(0, { run: 'r4', inputTokens: 1_000_000 }, tokens.second)
    await until('the switch to tell', async () =>
      (await look(tokens.second)).engaged.some(({ scope }) => scope === 'run:r4'),
    )
    expect((await laptop.second.start(id, params)).body).toMatchObject({
      decision: 'deny',
      reason: expect.stringContaining('1,000,000 tokens'),
    })
  })

  it('begins anew the next day, for those that never change its name', async () => {
    await laptop.advance(86_400)
    expect((await look(tokens.second)).engaged).toEqual([])
    expect((await inRun('r1')).body.decision).toBe('allow')
  })
})
