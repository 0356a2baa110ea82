// The people's side: commands, clicks, modals and App Home, with a bot that is only an HTTP endpoint.
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { card, modal, payloadOf, plain, type Rig, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig(undefined, 250)
})
afterEach(() => rig.stop())

const json = (body: unknown) => ({
  status: 200,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
const never = () => new Promise<never>(() => {})
const type = (text: string) => rig.post('/_local/commands', { user: 'UADA', channel: 'COPS', text })
const seenBy = async (user: string) => (await rig.get(`/_local/channels/COPS/messages?user=${user}`)).messages
const postCard = async () =>
  (await rig.client.chat.postMessage({ channel: 'COPS', text: 'card', blocks: card() })).ts ?? ''
const click = (ts: string, extra = {}) =>
  rig.post('/_local/actions', { user: 'UADA', channel: 'COPS', ts, action_id: 'go', ...extra })

async function openModal(view: ReturnType<typeof modal> = modal()) {
  await type('/claw modal')
  const trigger_id = new URLSearchParams(rig.received.at(-1)?.body).get('trigger_id') ?? ''
  return (await rig.client.views.open({ trigger_id, view })).view?.id ?? ''
}

describe('a slash command', () => {
  it('arrives signed, as a form, with what Slack says about it', async () => {
    await type('/claw pause all  because "x"')
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
    await type('queue')
    expect(new URLSearchParams(rig.received[0]?.body).get('text')).toBe('queue')
  })

  it.each([
    ['text', { status: 200, body: 'nothing waits' }, { text: 'nothing waits' }],
    ['JSON', json({ text: 'nothing waits' }), { text: 'nothing waits' }],
  ])('shows the answer (%s) to the person alone', async (_kind, answer, response) => {
    rig.setBot(async () => answer)
    expect(await type('/claw queue')).toEqual({ status: 200, response })
    expect(await seenBy('UADA')).toMatchObject([{ text: 'nothing waits', ephemeral_to: 'UADA' }])
    expect(await seenBy('UBEN')).toEqual([])
  })

  it('shows an answer in the channel when the bot says so', async () => {
    rig.setBot(async () => json({ response_type: 'in_channel', text: 'paused' }))
    await type('/claw pause')
    expect(await seenBy('UBEN')).toMatchObject([{ text: 'paused' }])
  })

  it('fails with operation_timeout when the bot is slow, and says so in the channel', async () => {
    rig.setBot(never)
    expect(await type('/claw queue')).toEqual({ error: 'operation_timeout' })
    expect(await seenBy('UADA')).toMatchObject([
      { user: 'USLACKBOT', text: expect.stringContaining('operation_timeout') },
    ])
  })

  it('fails with dispatch_failed when the bot does not answer 200', async () => {
    rig.setBot(async () => ({ status: 500, body: 'oops' }))
    expect(await type('/claw queue')).toMatchObject({ status: 500, error: 'dispatch_failed' })
    expect(rig.received).toHaveLength(1)
  })

  it('says what is wrong with blocks in the answer', async () => {
    rig.setBot(async () => json({ text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }))
    expect(await type('/claw queue')).toMatchObject({
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
    await type('/claw later')
    return new URLSearchParams(rig.received.at(-1)?.body).get('response_url') ?? ''
  }

  it('takes five answers within thirty minutes', async () => {
    const url = await urlOfCommand()
    for (let use = 0; use < 5; use++) expect(await respond(url, { text: `${use}` })).toEqual([200, 'ok'])
    expect(await respond(url, { text: '6th' })).toEqual([404, expect.stringContaining('used_url')])
    const second = await urlOfCommand()
    rig.clock.at += 30 * 60_000 + 1
    expect(await respond(second, { text: 'late' })).toEqual([404, expect.stringContaining('expired_url')])
    expect((await seenBy('UADA')).map(({ text }: { text: string }) => text)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
    ])
  })

  it('replaces, and deletes, the message that was clicked', async () => {
    const ts = await postCard()
    await click(ts)
    const { response_url } = payloadOf(rig)
    await respond(response_url, { replace_original: true, text: 'decided' })
    expect(await seenBy('UBEN')).toMatchObject([{ ts, text: 'decided' }])
    expect((await seenBy('UBEN'))[0].blocks).toBeUndefined()
    await respond(response_url, { delete_original: true })
    expect(await seenBy('UBEN')).toEqual([])
  })

  it('changes the ephemeral answer to a command, which nothing else can', async () => {
    rig.setBot(async () => json({ text: 'working on it' }))
    const url = await urlOfCommand()
    await respond(url, { replace_original: true, text: 'done' })
    expect(await seenBy('UADA')).toMatchObject([{ text: 'done', ephemeral_to: 'UADA' }])
  })

  it('refuses blocks that Slack would refuse', async () => {
    expect(await respond(await urlOfCommand(), { blocks: [{ type: 'nope' }] })).toEqual([
      400,
      'invalid_blocks',
    ])
  })
})

describe('a click', () => {
  it('carries the card, the button and the person', async () => {
    const ts = await postCard()
    expect(await click(ts)).toEqual({ status: 200 })
    expect(payloadOf(rig)).toMatchObject({
      type: 'block_actions',
      user: { id: 'UADA', username: 'ada.admin', team_id: 'TCLAW' },
      team: { id: 'TCLAW' },
      channel: { id: 'COPS', name: 'ops' },
      container: { type: 'message', message_ts: ts, channel_id: 'COPS', is_ephemeral: false },
      message: { ts, text: 'card', bot_id: 'BCLAWBOT', type: 'message' },
      is_enterprise_install: false,
      actions: [{ type: 'button', action_id: 'go', value: 'v1', style: 'primary', text: plain('Go') }],
    })
    const { actions, message } = payloadOf(rig)
    expect(actions[0].block_id).toBe(message.blocks[1].block_id)
    expect(Number(actions[0].action_ts)).toBeGreaterThan(Number(ts))
  })

  it('on a card that has lost its button still goes out, with the value that the person saw', async () => {
    const ts = await postCard()
    await rig.client.chat.update({ channel: 'COPS', ts, text: 'decided' })
    expect(
      (await rig.call('POST', '/_local/actions', { user: 'UADA', channel: 'COPS', ts, action_id: 'go' }))
        .status,
    ).toBe(404)
    expect(rig.received).toHaveLength(0)
    expect(await click(ts, { value: 'v1' })).toEqual({ status: 200 })
    expect(payloadOf(rig).actions).toMatchObject([{ action_id: 'go', value: 'v1' }])
  })

  it('on an ephemeral message does not carry it, and only its person can click', async () => {
    const { message_ts } = await rig.client.chat.postEphemeral({
      channel: 'COPS',
      user: 'UADA',
      text: 'x',
      blocks: card(),
    })
    await click(message_ts ?? '')
    expect(payloadOf(rig)).toMatchObject({ container: { is_ephemeral: true } })
    expect(payloadOf(rig).message).toBeUndefined()
    const stranger = { user: 'UBEN', channel: 'COPS', ts: message_ts, action_id: 'go' }
    expect((await rig.call('POST', '/_local/actions', stranger)).status).toBe(404)
  })

  it('is not tried again when the bot fails', async () => {
    const ts = await postCard()
    rig.setBot(async () => ({ status: 500 }))
    expect(await click(ts)).toEqual({ status: 500, error: 'dispatch_failed' })
    rig.setBot(never)
    expect(await click(ts)).toEqual({ status: 0, error: 'operation_timeout' })
    expect(rig.received).toHaveLength(2)
  })

  it('picks an option of a menu by its value, and no other', async () => {
    const options = ['sev1', 'sev2'].map((value) => ({ text: plain(value.toUpperCase()), value }))
    const accessory = { type: 'static_select' as const, action_id: 'severity', options }
    const blocks = [{ type: 'section' as const, block_id: 's', text: plain('Severity'), accessory }]
    const { ts = '' } = await rig.client.chat.postMessage({ channel: 'COPS', text: 'x', blocks })
    await click(ts, { action_id: 'severity', selected_option: { value: 'sev2' } })
    expect(payloadOf(rig).actions).toMatchObject([{ type: 'static_select', selected_option: options[1] }])
    expect(payloadOf(rig).state.values).toEqual({
      s: { severity: { type: 'static_select', selected_option: null } },
    })
    const nothing = { user: 'UADA', channel: 'COPS', ts, action_id: 'severity' }
    for (const body of [nothing, { ...nothing, value: 'sev9' }]) {
      expect((await rig.call('POST', '/_local/actions', body)).status).toBe(400)
    }
  })
})

describe('a modal', () => {
  const submit = (id: string, values: unknown) =>
    rig.post(`/_local/views/${id}/submit`, { user: 'UADA', values })
  const open = async () => (await rig.get('/_local/views?user=UADA')).views

  it.each([
    ["Slack's own shape", { why: { text: { type: 'plain_text_input', value: 'too risky' } } }],
    ['a bare value by block and action', { why: { text: 'too risky' } }],
    ['a bare value by action', { text: 'too risky' }],
    ['a bare value by block', { why: 'too risky' }],
  ])('takes values as %s, and closes', async (_shape, values) => {
    const id = await openModal()
    expect(await submit(id, values)).toEqual({})
    expect(payloadOf(rig)).toMatchObject({
      type: 'view_submission',
      user: { id: 'UADA' },
      view: {
        id,
        callback_id: 'reason',
        private_metadata: 'act_1',
        state: { values: { why: { text: { type: 'plain_text_input', value: 'too risky' } } } },
      },
    })
    expect(await open()).toEqual([])
  })

  it('asks for required and short enough text itself, as the client does', async () => {
    const id = await openModal()
    const before = rig.received.length
    expect(await submit(id, {})).toEqual({ errors: { why: expect.any(String) } })
    expect(await submit(id, { why: 'x'.repeat(21) })).toEqual({
      errors: { why: expect.stringContaining('20') },
    })
    expect(rig.received).toHaveLength(before)
  })

  it('stays open with the errors that the bot answers', async () => {
    const id = await openModal()
    rig.setBot(async () => json({ response_action: 'errors', errors: { why: 'Say more.' } }))
    expect(await submit(id, { why: 'no' })).toEqual({ errors: { why: 'Say more.' } })
    expect(await open()).toMatchObject([{ id }])
  })

  it('is replaced, stacked and cleared as the bot answers', async () => {
    const id = await openModal()
    rig.setBot(async () => json({ response_action: 'update', view: modal('Second') }))
    await submit(id, { why: 'a' })
    expect(await open()).toMatchObject([{ id, title: { text: 'Second' } }])
    rig.setBot(async () => json({ response_action: 'push', view: modal('Third') }))
    await submit(id, { why: 'b' })
    const [, top] = await open()
    expect(top).toMatchObject({ title: { text: 'Third' }, previous_view_id: id, root_view_id: id })
    rig.setBot(async () => json({ response_action: 'clear' }))
    await submit(top.id, { why: 'c' })
    expect(await open()).toEqual([])
  })

  it('stays open when the bot fails or answers with a view that Slack refuses', async () => {
    const id = await openModal()
    rig.setBot(async () => ({ status: 500 }))
    expect(await submit(id, { why: 'x' })).toEqual({ status: 500, error: 'dispatch_failed' })
    rig.setBot(async () => json({ response_action: 'update', view: modal('x'.repeat(25)) }))
    expect(await submit(id, { why: 'x' })).toMatchObject({ error: 'invalid_arguments' })
    expect(await open()).toMatchObject([{ id }])
  })

  it('belongs to its person', async () => {
    const id = await openModal()
    const stranger = { user: 'UBEN', values: { why: 'x' } }
    expect((await rig.call('POST', `/_local/views/${id}/submit`, stranger)).status).toBe(404)
    expect((await rig.call('POST', '/_local/views/VNONE/submit', { user: 'UADA' })).status).toBe(404)
  })

  it('closes, and tells the bot that wants to know', async () => {
    const id = await openModal({ ...modal(), notify_on_close: true } as ReturnType<typeof modal>)
    await rig.post(`/_local/views/${id}/close`, { user: 'UADA' })
    expect(payloadOf(rig)).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id } })
    expect(await open()).toEqual([])
  })

  it('keeps what was entered when a button inside it is pressed', async () => {
    const button = { type: 'button' as const, action_id: 'preview', text: plain('Preview') }
    const view = { ...modal(), blocks: [...modal().blocks, { type: 'actions' as const, elements: [button] }] }
    const id = await openModal(view as unknown as ReturnType<typeof modal>)
    await rig.post('/_local/actions', {
      user: 'UADA',
      view_id: id,
      action_id: 'preview',
      values: { why: 'draft' },
    })
    const { container, view: sent, trigger_id } = payloadOf(rig)
    expect(container).toEqual({ type: 'view', view_id: id })
    expect(sent.state.values.why.text.value).toBe('draft')
    await rig.client.views.push({ trigger_id, view: modal('On top') })
    expect(await open()).toHaveLength(2)
    expect(await submit(id, {})).toEqual({})
  })
})

describe('App Home', () => {
  const home = {
    type: 'home' as const,
    blocks: [{ type: 'actions' as const, elements: card()[1]?.elements ?? [] }],
  }

  it('is what the bot publishes when a person opens it', async () => {
    rig.setBot(async ({ body }) => {
      const { event } = JSON.parse(body)
      await rig.client.views.publish({ user_id: event.user, view: home })
      return { status: 200 }
    })
    expect(await rig.get('/_local/home/UADA')).toMatchObject({ type: 'home', blocks: [{ type: 'actions' }] })
    expect(JSON.parse(rig.received[0]?.body ?? '')).toMatchObject({
      type: 'event_callback',
      team_id: 'TCLAW',
      event: { type: 'app_home_opened', user: 'UADA', tab: 'home' },
    })
  })

  it('has buttons that can be pressed', async () => {
    await rig.client.views.publish({ user_id: 'UADA', view: home })
    expect(await rig.post('/_local/actions', { user: 'UADA', home: true, action_id: 'go' })).toEqual({
      status: 200,
    })
    expect(payloadOf(rig)).toMatchObject({
      container: { type: 'view' },
      view: { type: 'home' },
      actions: [{ value: 'v1' }],
    })
  })

  it('says so when the bot publishes nothing', async () => {
    expect(await rig.call('GET', '/_local/home/UADA')).toMatchObject({ status: 504 })
  })
})

describe('events', () => {
  it('are tried three more times while the bot fails, each numbered', async () => {
    rig.setBot(async () => ({ status: 503 }))
    const { ts } = await rig.post('/_local/messages', { user: 'UADA', channel: 'COPS', text: 'hi' })
    expect(ts).toEqual(expect.any(String))
    expect(rig.received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([
      undefined,
      '1',
      '2',
      '3',
    ])
    expect(rig.received[3]?.headers['x-slack-retry-reason']).toBe('http_error')
    expect(new Set(rig.received.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1)
  })

  it('tell the bot about messages, mentions and reactions', async () => {
    const { ts } = await rig.post('/_local/messages', {
      user: 'UADA',
      channel: 'COPS',
      text: '<@UCLAWBOT> hi',
    })
    await rig.post('/_local/reactions', { user: 'UBEN', channel: 'COPS', ts, name: 'memo' })
    const events = rig.received.map(({ body }) => JSON.parse(body).event)
    expect(events).toMatchObject([
      { type: 'message', user: 'UADA', channel: 'COPS', channel_type: 'channel', ts },
      { type: 'app_mention', user: 'UADA' },
      { type: 'reaction_added', user: 'UBEN', reaction: 'memo', item: { channel: 'COPS', ts } },
    ])
  })
})

it('a message shortcut carries the message', async () => {
  const ts = await postCard()
  await rig.post('/_local/shortcuts', { user: 'UADA', channel: 'COPS', ts, callback_id: 'incident.declare' })
  expect(payloadOf(rig)).toMatchObject({
    type: 'message_action',
    callback_id: 'incident.declare',
    message_ts: ts,
    message: { text: 'card' },
    channel: { id: 'COPS' },
  })
})

describe('the page', () => {
  it('learns who and what there is', async () => {
    expect(await rig.get('/_local/workspace')).toMatchObject({
      team: { id: 'TCLAW' },
      now: new Date(rig.clock.at).toISOString(),
      people: [{ id: 'UADA', roles: ['platform'], deleted: false }, { id: 'UBEN' }, { id: 'UGUEST' }],
      channels: [{ id: 'COPS', name: 'ops', purpose: 'Operations' }],
    })
  })

  it('is told what changed, and its stream ends with the workspace', async () => {
    const response = await fetch(`${rig.baseUrl}/_local/stream`)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const told: string[] = []
    const hear = async (count: number) => {
      while (told.length < count) {
        const { value = '' } = (await reader?.read()) ?? {}
        told.push(...[...value.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data))
      }
    }
    await reader?.read()
    await rig.client.chat.postMessage({ channel: 'COPS', text: 'x' })
    rig.announce({ type: 'executions' })
    await hear(2)
    expect(told.map((data) => JSON.parse(data))).toEqual([
      { type: 'channel', channel: 'COPS' },
      { type: 'executions' },
    ])
    rig.restart()
    expect((await reader?.read())?.done).toBe(true)
  })
})
