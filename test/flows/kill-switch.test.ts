// The kill switch from `/claw` to the agents and back: every scope, who may, what it withdraws, and what people are told.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requests, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { switchOf } from '#test/support/switch.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
let turn: ReturnType<typeof switchOf>
beforeAll(async () => {
  laptop = await startLaptop()
  turn = switchOf(laptop)
})
afterAll(() => laptop.stop())
afterEach(() => turn.releaseAll())

const { harmless, one, shell } = requests
const decisionOf = async (request: object = harmless, agent = laptop.agent) =>
  (await agent.ask(request)).body.decision

describe('/claw pause', () => {
  it.each([
    ['pause', 'deny', 'deny'],
    ['pause all because it loops', 'deny', 'deny'],
    ['pause agent:demo-agent', 'deny', 'allow'],
    ['pause agent:second-agent for 30m', 'allow', 'deny'],
    ['readonly', 'allow', 'allow'],
  ])('%s: reading is answered %s to demo-agent and %s to second-agent', async (text, first, second) => {
    await turn.claw('UPLATFORM', text)
    expect([await decisionOf(), await decisionOf(harmless, laptop.second)]).toEqual([first, second])
  })
  it.each([
    ['skill:outreach', { skill: 'outreach' }],
    ['channel:slack', { channel: 'slack' }],
  ])('of %s stops what is done there, and nothing else', async (scope, place) => {
    // A name counts once it was heard of.
    expect(await decisionOf({ ...harmless, ...place })).toBe('allow')
    await turn.claw('UPLATFORM', `pause ${scope} because of a test`)
    expect(await decisionOf({ ...harmless, ...place })).toBe('deny')
    expect(await decisionOf()).toBe('allow')
    expect((await turn.look(tokens.agent)).body).toMatchObject({ effective: 'run', engaged: [{ scope }] })
  })
  it('readonly lets reading through and nothing that changes anything', async () => {
    await turn.claw('UPLATFORM', 'readonly all')
    expect(await decisionOf({ tool: 'crm.update', params: { record: 'r1', fields: { a: 1 } } })).toBe('deny')
    expect(await decisionOf(one)).toBe('deny')
    expect(await decisionOf()).toBe('allow')
    expect(await turn.effective()).toBe('readonly')
  })
  it.each([
    ['pause team:x', 'names nothing to stop'],
    ['pause for a while', 'is no length of time'],
    ['pause for 10s', 'one minute to 30 days'],
    ['pause for 31d', 'one minute to 30 days'],
    ['pause agent:', 'names nothing to stop'],
  ])('%s is not understood, says which part, and stops nothing', async (text, why) => {
    expect(await turn.claw('UPLATFORM', text)).toContain(why)
    expect(await turn.effective()).toBe('run')
  })
  it('is not for guests: one sentence, an event, and no effect', async () => {
    expect(await turn.claw('UGUEST', 'pause')).toBe('Only people with a role can stop agents.')
    expect(await turn.effective()).toBe('run')
    const refused = (await laptop.table.events()).filter(({ action }) => action === 'SwitchRefused')
    expect(refused.at(-1)).toMatchObject({ actor: { id: 'UGUEST' }, result: 'refused' })
  })
  it('works while Slack cannot say who somebody is: the directory is enough to stop', async () => {
    await laptop.fault({ target: 'slack', operation: 'users.info', kind: 'error', times: 3 })
    await turn.claw('UONCALL', 'pause all because Slack is half down')
    await laptop.noFaults()
    expect(await turn.effective()).toBe('paused')
  })
  it('of what is paused already changes nothing; for longer makes it longer', async () => {
    await turn.claw('UPLATFORM', 'pause agent:demo-agent for 30m')
    expect(await turn.claw('UPLATFORM', 'readonly agent:demo-agent for 10m')).toContain('already')
    await turn.claw('UPLATFORM', 'pause agent:demo-agent')
    expect((await turn.look(tokens.agent)).body.engaged).toMatchObject([{ mode: 'paused', until: null }])
  })
})

describe('/claw resume', () => {
  it('of all takes two people, and says so to the first', async () => {
    const card = await turn.stop('UPLATFORM', 'pause')
    expect(await turn.claw('UPLATFORM', 'resume')).toContain('two people')
    expect(await turn.claw('UPLATFORM', 'resume')).toContain('two people')
    expect(await turn.effective()).toBe('paused')
    await card.says('One more person')
    expect(await turn.claw('USUPPORT', 'resume')).toContain('may go on')
    expect(await turn.effective()).toBe('run')
    await card.says('Released')
  })
  it('of one agent takes one person, by the button too', async () => {
    const { ts } = await turn.stop('UPLATFORM', 'pause agent:demo-agent')
    await laptop.send('POST', '/_local/actions', {
      body: { user: 'USUPPORT', channel: 'COPS', ts, action_id: 'switch.resume' },
    })
    expect(await turn.effective()).toBe('run')
  })
  it('is not for guests', async () => {
    await turn.claw('UPLATFORM', 'pause agent:demo-agent')
    expect(await turn.claw('UGUEST', 'resume agent:demo-agent')).toContain('Only people with a role')
    expect(await turn.effective()).toBe('paused')
  })
  it('of what is not stopped says so', async () => {
    expect(await turn.claw('UPLATFORM', 'resume')).toContain('Nothing is stopped')
  })
})

describe('what waited when the pause came', () => {
  it('is withdrawn at once, on record, and its card says so; it stays so after the release', async () => {
    const { id } = (await laptop.agent.ask(shell)).body
    await laptop.people.cardOf(id)
    const other = (await laptop.second.ask(shell)).body.id
    await turn.claw('UPLATFORM2', 'pause agent:demo-agent because of a test')
    expect((await laptop.agent.look(id)).body.status).toBe('voided')
    expect((await laptop.second.look(other)).body.status).toBe('pending')
    await until('the card to say so', async () =>
      JSON.stringify((await laptop.people.cardOf(id)).blocks).includes('Withdrawn'),
    )
    await turn.claw('UPLATFORM', 'resume agent:demo-agent')
    expect((await laptop.agent.start(id, shell.params)).body.decision).toBe('deny')
    expect((await laptop.table.story(id)).filter((type) => type === 'ActionVoided')).toHaveLength(1)
  })
  it('cannot be approved any more by a click that comes later', async () => {
    const { id } = (await laptop.agent.ask(shell)).body
    const card = await laptop.people.cardOf(id)
    const digest = /sha256:[0-9a-f]{64}/.exec(JSON.stringify(card.blocks))?.[0]
    await turn.claw('UPLATFORM2', 'pause agent:demo-agent')
    await laptop.people.click('UPLATFORM', id, 'approval.grant', { value: JSON.stringify({ id, digest }) })
    expect((await laptop.agent.look(id)).body.status).toBe('voided')
  })
})

describe('the announcement', () => {
  it('counts up as agents confirm, with the time that each took', async () => {
    for (const token of [tokens.agent, tokens.second]) await turn.look(token)
    const card = await turn.stop('UPLATFORM', 'pause all because the mails go out twice')
    await card.says('Stopped 0 of 2')
    expect(await card.blocks()).toMatch(/demo-agent.*last seen \d+ s ago/)
    await turn.confirm(tokens.agent, { stoppedRuns: ['r1'] })
    await laptop.advance(2)
    await card.says('Stopped 1 of 2')
    await turn.confirm(tokens.second)
    await laptop.advance(2)
    await card.says('Stopped 2 of 2; the slowest took')
    const status = await laptop.people.command('UPLATFORM', '/claw status')
    expect(JSON.stringify(status.response)).toMatch(
      /All agents are paused.*mails go out twice.*demo-agent.*stopped after/,
    )
  })
  it('after a minute names who did not confirm, calls those who can look, and offers to revoke the token', async () => {
    for (const token of [tokens.agent, tokens.second]) await turn.look(token)
    const { ts, blocks } = await turn.stop('UPLATFORM', 'pause')
    await turn.confirm(tokens.agent)
    await turn.confirm(tokens.second, { stragglers: ['process 12'] })
    await laptop.advance(61)
    const note = await until('the call', async () =>
      (await turn.thread(ts)).find(({ text }) => text.includes('Not confirmed after 60 s')),
    )
    expect(note.text).toContain('second-agent')
    for (const owner of ['USECURITY', 'UPLATFORM', 'UPLATFORM2'])
      expect(JSON.stringify(note.blocks)).toContain(owner)
    expect(await blocks()).toContain('still stops process 12')
  })
  it('reminds every half hour while nothing says when it ends', async () => {
    const { ts } = await turn.stop('UPLATFORM', 'pause agent:demo-agent')
    await laptop.advance(65 * 60)
    const reminders = (await turn.thread(ts)).filter(({ text }) => text.startsWith('⏰'))
    expect(reminders.map(({ text }) => text)).toEqual([
      expect.stringContaining('30 min'),
      expect.stringContaining('1 h'),
    ])
    expect(JSON.stringify(reminders[0]?.blocks)).toContain('UPLATFORM')
  })
  it('of a timed stop reminds before its end, and it ends by itself', async () => {
    const { ts, blocks } = await turn.stop('UPLATFORM', 'pause agent:demo-agent for 30m')
    await laptop.advance(26 * 60)
    expect((await turn.thread(ts)).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('ends in 5 min'),
    )
    expect(await turn.effective()).toBe('paused')
    await laptop.advance(5 * 60)
    expect(await turn.effective()).toBe('run')
    expect(await blocks()).toContain('by itself')
    expect((await laptop.table.events()).map(({ action }) => action)).toContain('SwitchEnded')
  })
  it('is one message however often the stop is changed', async () => {
    const card = await turn.stop('UPLATFORM', 'readonly agent:demo-agent for 10m')
    const before = (await turn.cards()).length
    await turn.claw('USECURITY', 'pause agent:demo-agent because it got worse')
    await card.says('it got worse')
    expect(await turn.cards()).toHaveLength(before)
  })
})

describe('the red button', () => {
  it('stands on App Home, stops everything, and the page shows it', async () => {
    expect(JSON.stringify(await laptop.people.home('USUPPORT'))).toContain('Nothing is stopped')
    await laptop.send('POST', '/_local/actions', {
      body: { user: 'USUPPORT', home: true, action_id: 'switch.pause-all' },
    })
    expect(await turn.effective()).toBe('paused')
    const home = JSON.stringify(await laptop.people.home('USUPPORT'))
    expect(home).toContain('All agents are paused')
    expect(home).not.toContain('switch.pause-all')
  })
  it('stands on every card that asks for an approval', async () => {
    const { id } = (await laptop.agent.ask(shell)).body
    await laptop.people.click('USECURITY', id, 'switch.pause-all')
    expect(await turn.effective(tokens.second)).toBe('paused')
    expect((await laptop.agent.look(id)).body.status).toBe('voided')
    expect(await laptop.people.whispers('USECURITY')).toContainEqual(
      expect.stringContaining('All agents are paused'),
    )
  })
})

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
