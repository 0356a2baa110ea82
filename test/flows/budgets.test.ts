// Money, as agents spend it and people watch it: counted once, told at 50, 80 and 100 %, stopped, and lifted by somebody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requests, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

interface Spent {
  spentDayUsd: number
  budgetDayUsd: number
  spentMonthUsd: number
}
let ids = 0
const spend = (costUsd: number, more: object = {}, token: string = tokens.agent) =>
  laptop.send<Spent>('POST', '/v1/usage', {
    token,
    body: {
      id: `call-${++ids}`,
      session: 's1',
      run: 'r1',
      provider: 'example',
      model: 'm1',
      inputTokens: 2_000_000,
      outputTokens: 1_000_000,
      cacheReadTokens: 0,
      costUsd,
      ...more,
    },
  })
const told = async (words: RegExp) =>
  (await laptop.people.messages('COPS')).filter(({ text }) => words.test(text))
const asks = async (agent: 'agent' | 'second' = 'agent') =>
  (await laptop[agent].ask({ tool: 'crm.read', params: { record: `r${++ids}` } })).body
const allow = async (user: string, amount: string, card: { ts: string }) => {
  await laptop.send('POST', '/_local/actions', {
    body: { user, channel: 'COPS', ts: card.ts, action_id: 'budget.allow' },
  })
  const view = await until(`the form of ${user}`, async () => (await laptop.people.views(user)).at(-1))
  return (
    await laptop.send<{ errors?: Record<string, string> }>('POST', `/_local/views/${view.id}/submit`, {
      body: { user, values: { 'amount.usd': amount } },
    })
  ).body
}

describe('a report', () => {
  it('counts once, however often it is sent, also at the same time', async () => {
    const same = { id: 'same-call', costUsd: 1.25 }
    const answers = await Promise.all(Array.from({ length: 8 }, () => spend(1.25, same)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    const { body } = await spend(1.25, same)
    expect(body).toMatchObject({ spentDayUsd: 1.25, budgetDayUsd: 50, spentMonthUsd: 1.25 })
  })
  it.each([
    ['a negative cost', { costUsd: -1 }],
    ['a cost that is no number', { costUsd: '1' }],
    ['a field that nobody knows', { agent: 'second-agent' }],
    ['a fraction of a token', { inputTokens: 0.5 }],
  ])('with %s is refused by name', async (_, wrong) => {
    const { status, body } = await spend(0, wrong)
    expect([status, body]).toMatchObject([400, { errors: [{ field: Object.keys(wrong)[0] }] }])
  })
})

describe('a budget', () => {
  it('tells people at 50 and 80 %, stops the agent at 100 %, and goes on with an allowance until the day ends', async () => {
    await spend(24)
    await laptop.rest()
    expect(await told(/demo-agent/)).toHaveLength(1)
    expect((await told(/demo-agent has spent 50% of today’s budget: \$25\.25 of \$50\.00/))[0]).toBeDefined()
    await spend(1)
    await spend(16)
    await laptop.rest()
    expect((await told(/demo-agent/)).map(({ text }) => /\d+%/.exec(text)?.[0])).toEqual(['50%', '80%'])
    expect((await asks()).decision).toBe('allow')

    await spend(10)
    const stopped = await asks()
    expect(stopped).toMatchObject({ decision: 'deny', policies: ['budget-exhausted'] })
    expect((await asks('second')).decision).toBe('allow')
    const card = await until('the card', async () => (await told(/100%/))[0])
    expect(JSON.stringify(card.blocks)).toContain('budget.allow')
    await spend(1)
    await laptop.rest()
    expect(await told(/100%/)).toHaveLength(1)

    for (const [user, why] of [
      ['UPRODUCT', 'You answer for this agent'],
      ['UPLATFORM', 'product and security'],
      ['UGUEST', 'product and security'],
    ] as const)
      expect((await allow(user, '20', card)).errors?.['amount']).toContain(why)
    expect((await asks()).decision).toBe('deny')

    expect(await allow('USECURITY', '20', card)).toEqual({})
    expect((await asks()).decision).toBe('allow')
    const granted = await until('the card to tell', async () => (await told(/may spend \$20\.00 more/))[0])
    expect(granted.ts).toBe(card.ts)
    expect(JSON.stringify(granted.blocks)).toContain('USECURITY')
    expect(JSON.stringify(granted.blocks)).not.toContain('budget.allow')

    await spend(19.5)
    expect((await asks()).decision).toBe('allow')
    await spend(1)
    expect((await asks()).decision).toBe('deny')
    await until('a second card', async () => (await told(/100%/)).length === 2)

    await laptop.advance(86_400)
    expect((await asks()).decision).toBe('allow')
    expect((await spend(1)).body).toMatchObject({ spentDayUsd: 1 })
    expect(await laptop.table.broken()).toEqual([])
  })

  it('of all together stops everybody, and those who may grant are everybody who holds a role for it', async () => {
    await spend(499, {}, tokens.second)
    const card = await until(
      'the card of all',
      async () => (await told(/All agents together have spent 100%/))[0],
    )
    expect((await laptop.agent.ask(requests.harmless)).body.policies).toEqual(['budget-exhausted'])
    expect(await allow('UPRODUCT', '100', card)).toEqual({})
    expect((await laptop.agent.ask(requests.harmless)).body.decision).toBe('allow')
    expect((await asks('second')).decision).toBe('deny')
  })

  it('goes by the first report when its answer was lost on the way', async () => {
    await laptop.advance(86_400 * 2)
    await laptop.fault({
      target: 'dynamodb',
      operation: 'TransactWriteItems',
      kind: 'lost-response',
      times: 1,
    })
    const { status, body } = await spend(3)
    expect([status, body.spentDayUsd]).toEqual([200, 3])
  })
})

describe('an estimate', () => {
  it('is set aside before anything is spent, so two calls cannot both spend the last dollar', async () => {
    await laptop.advance(86_400)
    await spend(20)
    const estimated = (estimateUsd: number) =>
      laptop.agent.ask({ tool: 'crm.read', params: { record: `r${++ids}` }, estimateUsd })
    const answers = await Promise.all([estimated(20), estimated(20)])
    expect(answers.map(({ body }) => body.decision).sort()).toEqual(['allow', 'deny'])
    const denied = answers.find(({ body }) => body.decision === 'deny')!.body
    expect(denied).toMatchObject({ policies: ['budget-exhausted'], reason: expect.stringContaining('$20') })
    expect((await estimated(10)).body.decision).toBe('allow')
    expect((await asks()).decision).toBe('allow')
    await laptop.advance(601)
    expect((await estimated(30)).body.decision).toBe('allow')
    for (const wrong of [0, -1, '5']) expect((await estimated(wrong as number)).status).toBe(400)
  })
})

describe('people who ask', () => {
  it('are told of every agent and its budget, and see the last days on App Home; a guest is told nothing', async () => {
    await laptop.advance(86_400)
    await spend(12.5)
    const { body } = await laptop.agent.ask(requests.harmless)
    await laptop.agent.report(body.id, { status: 'failed' })
    await laptop.people.command('USECURITY', 'pause agent:second-agent because a look')
    await laptop.rest()
    const answer = async (user: string, text: string) =>
      JSON.stringify((await laptop.people.command(user, text)).response.blocks)
    const agents = await answer('USUPPORT', 'agents')
    for (const shown of [
      'demo-agent',
      'UPRODUCT',
      '$12.50 of $50.00 today',
      'failed',
      'second-agent',
      'paused',
    ])
      expect(agents).toContain(shown)
    const budgets = await answer('USUPPORT', 'budget')
    expect(budgets).toContain('All agents together')
    expect(budgets).toContain('today $12.50 of $50.00 (25%)')
    expect(await answer('USUPPORT', 'budget demo-agent')).not.toContain('All agents')
    expect(await answer('USUPPORT', 'budget nobody')).toContain('No agent of this name')
    for (const command of ['agents', 'budget'])
      expect(await answer('UGUEST', command)).not.toContain('demo-agent')
    expect(JSON.stringify(await laptop.people.home('USUPPORT'))).toMatch(/\$12\.50 of \$500\.00 today.*█/)
    expect(JSON.stringify(await laptop.people.home('UGUEST'))).not.toContain('$')
  })
})
