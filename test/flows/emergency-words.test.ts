// Why: in an emergency nobody looks a word up. What is typed must stop what was meant, say so when it stopped nothing, and never declare by mistake.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { incidentsIn } from '#test/support/incidents.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { switchOf } from '#test/support/switch.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
let turn: ReturnType<typeof switchOf>
let people: ReturnType<typeof incidentsIn>
beforeAll(async () => {
  laptop = await startLaptop()
  turn = switchOf(laptop)
  people = incidentsIn(laptop)
})
afterAll(() => laptop.stop())

const answer = async (user: string, text: string) =>
  (await laptop.people.command(user, `/claw ${text}`)).response
const typed = async (user: string, text: string): Promise<string> => JSON.stringify(await answer(user, text))
const stopped = async (): Promise<string[]> => {
  const { body } = await laptop.send<{ engaged: { scope: string }[] }>('GET', '/v1/switch/status', {
    token: 'local-operator-token',
  })
  return body.engaged.map(({ scope }) => scope)
}
const incidents = async (): Promise<{ id: string; status: string; severity: number | null }[]> => {
  const { body } = await laptop.send<{
    incidents: { id: string; status: string; severity: number | null }[]
  }>('GET', '/v1/incidents', { token: 'local-operator-token' })
  return body.incidents
}

describe('a stop', () => {
  afterEach(async () => {
    for (const scope of await stopped())
      for (const user of ['UPLATFORM', 'USECURITY']) await typed(user, `resume ${scope} --even-if-unknown`)
    expect(await stopped()).toEqual([])
  })

  it.each([
    ['PAUSE ALL', 'all'],
    ['pause All', 'all'],
    ['“stop” everything!', 'all'],
    ['please stop all agents now', 'all'],
    ['halt', 'all'],
    ['freeze agents', 'all'],
    ['kill agent:Demo-Agent.', 'agent:demo-agent'],
    ['pause agent:demo–agent', 'agent:demo-agent'],
    ['stop the demo agent', 'agent:demo-agent'],
    ['pause second-agent for 30 min', 'agent:second-agent'],
  ])('“%s” stops %s', async (text, scope) => {
    expect(await typed('UPLATFORM', text)).not.toContain('Nothing was stopped')
    expect(await stopped()).toEqual([scope])
  })

  it('of a name that nobody knows is refused with the nearest, here and over HTTP, unless somebody insists', async () => {
    const meant = 'No agent called “demo-agnet” is known. Did you mean agent:demo-agent?'
    expect(await typed('UPLATFORM', 'pause agent:demo-agnet')).toContain(meant)
    const stop = { command: 'engage', scope: 'agent:demo-agnet', mode: 'paused', reason: 'It loops' }
    const { body } = await turn.command(stop)
    expect(body).toMatchObject({ done: false, sentence: expect.stringContaining(meant) })
    expect(await typed('UPLATFORM', 'pause skill:outreach')).toContain('Nothing was stopped')
    expect(await typed('UPLATFORM', 'readonly channel:telegram')).toContain('Nothing was stopped')
    expect(await stopped()).toEqual([])
    expect(await typed('UPLATFORM', 'pause agent:demo-agnet —even-if-unknown')).toContain('is paused')
    expect((await turn.command({ ...stop, scope: 'agent:other', evenIfUnknown: true })).body.done).toBe(true)
    expect(await stopped()).toEqual(['agent:demo-agnet', 'agent:other'])
  })

  it('of a skill or a channel works once an agent has named it, in any case', async () => {
    const request = { tool: 'crm.lookup', params: { query: 'x' }, skill: 'Follow.Up', channel: 'whatsapp' }
    await laptop.agent.ask(request)
    expect(await typed('UPLATFORM', 'pause skill:follow-up')).toContain('is paused')
    expect(await typed('UPLATFORM', 'pause channel WhatsApp')).toContain('is paused')
    expect(await stopped()).toEqual(['skill:Follow.Up', 'channel:whatsapp'])
  })

  it('can be let go by any word for it, and what is not stopped is said to be none', async () => {
    expect(await typed('UPLATFORM', 'unpause agent:demo-agent')).toContain('Nothing is stopped at all.')
    await typed('UPLATFORM', 'pause agent:demo-agent')
    expect(await typed('UPLATFORM', 'go on agent:second-agent')).toContain(
      'Stopped is agent:demo-agent; type /claw resume agent:demo-agent.',
    )
    expect(await typed('UPLATFORM', 'resume')).toContain('Stopped is agent:demo-agent')
    expect(await typed('UPLATFORM', 'continue DEMO AGENT')).toContain('may go on')
    expect(await stopped()).toEqual([])
  })

  it('is not made for a time that is none', async () => {
    expect(await typed('UPLATFORM', 'pause all for 1 month')).toContain('no length of time')
    expect(await typed('UPLATFORM', 'pause all for 1 decade')).toContain('no length of time')
    expect(await typed('UPLATFORM', 'pause all for 4320 min')).toContain('It ends by itself in 3 days.')
  })
})

describe('a word that there is not', () => {
  it('gets three lines, and a guess only where it is a slip', async () => {
    for (const text of ['xyzzy', 'everything is down', 'stopwatch', 'x'.repeat(3_000)]) {
      const { text: said } = await answer('UPLATFORM', text)
      expect(said.split('\n')).toHaveLength(3)
      expect(said).not.toContain('Did you mean')
    }
    const { text: said, blocks } = await answer('UPLATFORM', 'puase all')
    expect(said).toContain('Did you mean “/claw pause”?')
    expect(JSON.stringify(blocks)).toContain('switch.pause-all')
  })
  it('with a question mark is explained', async () => {
    expect(await typed('UPLATFORM', 'pause?')).toContain('stop agents at once')
    expect(await stopped()).toEqual([])
  })
})

describe('an incident', () => {
  it('is spoken of in any words, and never declared by them', async () => {
    const id = await people.declare('UPLATFORM', 'sev4 mails go out twice')
    const before = (await incidents()).length
    for (const [text, words] of [
      [`close ${id}`, `/claw status ${id} resolved because`],
      ['incident the incident is over', `${id} is investigating; the form asks`],
      ['the incident is over', `${id} is investigating; the form asks`],
      [`incident close ${id.replace('-', '–')}.`, 'closed after it is resolved'],
      [`incident raise ${id} to sev3`, `How bad is ${id}`],
      [`how is ${id}?`, 'The note about'],
      [`status ${id}`, 'SEV4'],
      [`incident ${id}`, 'press the button'],
      ['incident stop all agents', 'type /claw stop all agents'],
      [`reopen ${id}`, 'cannot be opened again'],
      [`INC-1 banana`, 'What about INC-1?'],
      ['merge', 'Which two?'],
      ['severity banana', 'is no severity'],
      [`status ${id} banana`, 'is no status'],
      ['close INC-999', 'There is no INC-999.'],
    ])
      expect(await typed('UPLATFORM', text!)).toContain(words)
    expect(await incidents()).toHaveLength(before)
    expect(await stopped()).toEqual([])
    expect((await laptop.people.views('UPLATFORM')).length).toBeGreaterThan(0)
  })
  it('moves, gets worse, is merged and is closed by typing', async () => {
    const id = await people.declare('UPLATFORM', 'sev4 the queue is full')
    expect(await typed('UPLATFORM', `raise ${id} to sev3 because more are hit`)).toContain(`${id} is SEV3`)
    expect(await typed('UGUEST', `${id} is over because I say so`)).toContain('Only people with a role')
    expect(await typed('UPLATFORM', `${id} is under control because it was restarted`)).toContain(
      `${id} is mitigated`,
    )
    const other = await people.declare('UPLATFORM', 'sev4 the queue is full again')
    expect(await typed('UPLATFORM', `${other} is a duplicate of ${id}`)).toContain(`goes on in ${id}`)
    expect(await typed('UPLATFORM', `status ${id} Resolved. because the queue is empty`)).toContain(
      `${id} is resolved`,
    )
    expect(await typed('UPLATFORM', `close ${id}`)).toContain('once the form is filled in')
    const view = await until('the form', async () =>
      (await laptop.people.views('UPLATFORM')).find(({ callback_id: name }) => name === 'incident.close'),
    )
    expect(JSON.stringify(view)).toContain(id)
  })
  it('is declared by the button when somebody says that it is one, and once', async () => {
    const { text } = await answer('USUPPORT', 'incident sev4 help')
    expect(text).toContain('Nothing was declared.')
    const before = (await incidents()).length
    const message = await until('the question', async () =>
      (await laptop.people.messages('CAPPROVALS')).findLast(
        ({ ephemeral_to: to, blocks }) =>
          to === 'USUPPORT' && JSON.stringify(blocks).includes('declare-anyway'),
      ),
    )
    for (let click = 0; click < 2; click++)
      await laptop.send('POST', '/_local/actions', {
        body: {
          user: 'USUPPORT',
          channel: 'CAPPROVALS',
          ts: message.ts,
          action_id: 'incident.declare-anyway',
        },
      })
    expect(await incidents()).toHaveLength(before + 1)
    expect(await laptop.people.whispers('USUPPORT')).toContainEqual(
      expect.stringMatching(/^INC-\d+ is declared \(SEV4\)/),
    )
  })
})
