// A person's slash commands and what the bot answers to them, now and through response URLs.
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { json, payloadOf, plain, type Rig, slow, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.stop())

describe('a slash command', () => {
  it('arrives signed, as a form, with what Slack says about it', async () => {
    await rig.type('/claw pause all  because "x"')
    const { headers, body } = rig.received[0] ?? { headers: {}, body: '' }
    const timestamp = headers['x-slack-request-timestamp'] ?? ''
    const signature = createHmac('sha256', 'test-signing-secret')
      .update(`v0:${timestamp}:${body}`)
      .digest('hex')
    expect(headers['x-slack-signature']).toBe(`v0=${signature}`)
    expect(timestamp).toBe(String(Math.floor(rig.clock.at / 1000)))
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      command: '/claw',
      text: 'pause all  because "x"',
      user_id: 'UADA',
      user_name: 'ada.admin',
      channel_id: 'COPS',
      channel_name: 'ops',
      is_enterprise_install: 'false',
    })
  })

  it('may leave out the command itself', async () => {
    await rig.type('queue')
    expect(new URLSearchParams(rig.received[0]?.body).get('text')).toBe('queue')
  })

  it.each([
    ['text', { status: 200, body: 'nothing waits' }, { text: 'nothing waits' }],
    ['JSON', json({ text: 'nothing waits' }), { text: 'nothing waits' }],
  ])('shows the answer (%s) to the person alone', async (_kind, answer, response) => {
    rig.setBot(async () => answer)
    expect(await rig.type('/claw queue')).toEqual({ status: 200, response })
    expect(await rig.seenBy('UADA')).toMatchObject([{ text: 'nothing waits', ephemeral_to: 'UADA' }])
    expect(await rig.seenBy('UBEN')).toEqual([])
  })

  it('shows an answer in the channel when the bot says so', async () => {
    rig.setBot(async () => json({ response_type: 'in_channel', text: 'paused' }))
    await rig.type('/claw pause')
    expect(await rig.seenBy('UBEN')).toMatchObject([{ text: 'paused' }])
  })

  it('fails with operation_timeout when the bot is slow, and says so in the channel', async () => {
    rig.setBot(slow())
    expect(await rig.type('/claw queue')).toEqual({ error: 'operation_timeout' })
    expect(await rig.seenBy('UADA')).toMatchObject([
      { user: 'USLACKBOT', text: expect.stringContaining('operation_timeout') },
    ])
  })

  it('fails with dispatch_failed when the bot does not answer 200', async () => {
    rig.setBot(async () => ({ status: 500, body: 'oops' }))
    expect(await rig.type('/claw queue')).toMatchObject({ status: 500, error: 'dispatch_failed' })
    expect(rig.received).toHaveLength(1)
  })

  it('says what is wrong with blocks in the answer', async () => {
    rig.setBot(async () => json({ text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }))
    expect(await rig.type('/claw queue')).toMatchObject({
      error: 'invalid_blocks',
      errors: ['must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
    })
  })

  it.each([
    [{ user: 'UNOBODY', channel: 'COPS', text: 'x' }, 404],
    [{ user: 'UADA', channel: 'CNONE', text: 'x' }, 404],
    [{ user: 'UADA', channel: 'COPS' }, 400],
  ])('is refused with a sentence: %j', async (body, status) => {
    const answer = await rig.call('POST', '/_local/commands', body)
    expect(answer).toMatchObject({ status, json: { error: expect.any(String) } })
  })
})

describe('a response URL', () => {
  const respond = async (url: string, body: unknown) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    return [response.status, await response.text()]
  }
  const urlOfCommand = async () => {
    await rig.type('/claw later')
    return new URLSearchParams(rig.received.at(-1)?.body).get('response_url') ?? ''
  }

  it('takes five answers within thirty minutes', async () => {
    const url = await urlOfCommand()
    for (let use = 0; use < 5; use++) expect(await respond(url, { text: `${use}` })).toEqual([200, 'ok'])
    expect(await respond(url, { text: '6th' })).toEqual([404, expect.stringContaining('used_url')])
    const second = await urlOfCommand()
    rig.clock.at += 30 * 60_000 + 1
    expect(await respond(second, { text: 'late' })).toEqual([404, expect.stringContaining('expired_url')])
    expect((await rig.seenBy('UADA')).map(({ text }: { text: string }) => text)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
    ])
  })

  it('replaces, and deletes, the message that was clicked', async () => {
    const ts = await rig.postCard()
    await rig.click(ts)
    const { response_url } = payloadOf(rig)
    await respond(response_url, { replace_original: true, text: 'decided' })
    expect(await rig.seenBy('UBEN')).toMatchObject([{ ts, text: 'decided' }])
    expect((await rig.seenBy('UBEN'))[0].blocks).toBeUndefined()
    await respond(response_url, { delete_original: true })
    expect(await rig.seenBy('UBEN')).toEqual([])
  })

  it('changes the ephemeral answer to a command, which nothing else can', async () => {
    rig.setBot(async () => json({ text: 'working on it' }))
    const url = await urlOfCommand()
    await respond(url, { replace_original: true, text: 'done' })
    expect(await rig.seenBy('UADA')).toMatchObject([{ text: 'done', ephemeral_to: 'UADA' }])
  })

  it('refuses blocks that Slack would refuse', async () => {
    expect(await respond(await urlOfCommand(), { blocks: [{ type: 'nope' }] })).toEqual([
      400,
      'invalid_blocks',
    ])
  })
})
