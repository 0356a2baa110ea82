// `/v1/live`: who may listen, what is told at once, and that a dead line is noticed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requests, tokens } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { openSocket } from '#test/support/socket.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterAll(() => laptop.stop())

const sockets = async (): Promise<string[]> =>
  (await laptop.table.items()).flatMap((item) =>
    item['pk']?.S?.startsWith('live/') ? [item['agent']?.S ?? ''] : [],
  )

describe('the handshake', () => {
  it.each([{ subprotocol: false }, { subprotocol: true }])(
    'with a token (%o) is greeted with the switch',
    async (how) => {
      const socket = await openSocket(laptop.url, tokens.agent, how)
      expect(await socket.hear('the switch', ({ type }) => type === 'switch')).toMatchObject({
        effective: 'run',
        engaged: [],
        revision: expect.any(Number),
      })
      expect(socket.protocol()).toBe(how.subprotocol ? `bearer.${tokens.agent}` : '')
      socket.close()
      await until('the socket to be forgotten', async () => (await sockets()).length === 0)
    },
  )
  it('is refused without a token that is known, and to operators', async () => {
    expect((await openSocket(laptop.url, 'nobody-knows-this-one')).refused()).toBe(401)
    expect((await openSocket(laptop.url, tokens.operator)).refused()).toBe(403)
    expect(await sockets()).toEqual([])
  })
  it('is not completed while the table cannot be written', async () => {
    await laptop.fault({ target: 'dynamodb', kind: 'error', times: 50 })
    expect((await openSocket(laptop.url, tokens.agent)).refused()).toBe(503)
    await laptop.noFaults()
  })
  it('tells the agent where to come', async () => {
    const { body } = await laptop.send<{ liveUrl: string }>('GET', '/v1/agent', { token: tokens.agent })
    expect(body.liveUrl).toBe(`${laptop.url.replace('http', 'ws')}/v1/live`)
  })
})

describe('what is told', () => {
  it('a stop and its end, to those whom it concerns', async () => {
    const [first, second] = await Promise.all([
      openSocket(laptop.url, tokens.agent),
      openSocket(laptop.url, tokens.second),
    ])
    await Promise.all(
      [first, second].map((socket) => socket.hear('the greeting', ({ type }) => type === 'switch')),
    )
    await laptop.people.command('UPLATFORM', '/claw pause agent:demo-agent because it loops')
    expect(await first.hear('the pause', ({ effective }) => effective === 'paused')).toMatchObject({
      engaged: [{ scope: 'agent:demo-agent', mode: 'paused', reason: 'it loops', by: 'UPLATFORM' }],
    })
    await laptop.people.command('UPLATFORM', '/claw readonly agent:second-agent')
    await second.hear('its own', ({ effective }) => effective === 'readonly')
    expect(second.heard.filter(({ effective }) => effective === 'paused')).toEqual([])
    for (const agent of ['demo-agent', 'second-agent'])
      await laptop.people.command('UPLATFORM', `/claw resume agent:${agent}`)
    await first.hear('the release', ({ effective, revision = 0 }) => effective === 'run' && revision > 2)
    first.close()
    second.close()
  })
  it('how its own actions move, and nobody else’s', async () => {
    const [first, second] = await Promise.all([
      openSocket(laptop.url, tokens.agent),
      openSocket(laptop.url, tokens.second),
    ])
    const { id } = (await laptop.agent.ask(requests.shell)).body
    await laptop.people.approve('UPLATFORM', id)
    await first.hear('the approval', (message) => message.id === id && message.status === 'approved')
    await laptop.agent.start(id, requests.shell.params)
    await laptop.agent.report(id, { status: 'succeeded' })
    await first.hear('the outcome', (message) => message.id === id && message.status === 'succeeded')
    expect(first.heard.filter((message) => message.id === id).map(({ status }) => status)).toEqual(
      expect.arrayContaining(['pending', 'approved', 'started', 'succeeded']),
    )
    expect(second.heard.filter(({ type }) => type === 'action')).toEqual([])
    first.close()
    second.close()
  })
  it('nothing to a line that is dead, which is forgotten', async () => {
    const socket = await openSocket(laptop.url, tokens.agent)
    await socket.hear('the greeting', ({ type }) => type === 'switch')
    const { putConnection } = await import('#store/agent/live.ts')
    const dead = {
      connectionId: 'longGone=',
      agent: 'demo-agent',
      tokenHash: 'x',
      connectedAt: await laptop.now(),
    }
    await putConnection(dead)
    await until('the dead one to be forgotten', async () => (await sockets()).length === 1)
    socket.close()
  })
})
