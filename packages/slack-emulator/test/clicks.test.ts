// A person's clicks on messages, shortcuts and App Home, as they reach the bot.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { card, payloadOf, plain, type Rig, slow, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.stop())

describe('a click', () => {
  it('carries the card, the button and the person', async () => {
    const ts = await rig.postCard()
    expect(await rig.click(ts)).toEqual({ status: 200 })
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
    const ts = await rig.postCard()
    await rig.client.chat.update({ channel: 'COPS', ts, text: 'decided' })
    expect(
      (await rig.call('POST', '/_local/actions', { user: 'UADA', channel: 'COPS', ts, action_id: 'go' }))
        .status,
    ).toBe(404)
    expect(rig.received).toHaveLength(0)
    expect(await rig.click(ts, { value: 'v1' })).toEqual({ status: 200 })
    expect(payloadOf(rig).actions).toMatchObject([{ action_id: 'go', value: 'v1' }])
  })

  it('on an ephemeral message does not carry it, and only its person can click', async () => {
    const { message_ts } = await rig.client.chat.postEphemeral({
      channel: 'COPS',
      user: 'UADA',
      text: 'x',
      blocks: card(),
    })
    await rig.click(message_ts ?? '')
    expect(payloadOf(rig)).toMatchObject({ container: { is_ephemeral: true } })
    expect(payloadOf(rig).message).toBeUndefined()
    const stranger = { user: 'UBEN', channel: 'COPS', ts: message_ts, action_id: 'go' }
    expect((await rig.call('POST', '/_local/actions', stranger)).status).toBe(404)
  })

  it('is not tried again when the bot fails', async () => {
    const ts = await rig.postCard()
    rig.setBot(async () => ({ status: 500 }))
    expect(await rig.click(ts)).toEqual({ status: 500, error: 'dispatch_failed' })
    rig.setBot(slow())
    expect(await rig.click(ts)).toEqual({ status: 0, error: 'operation_timeout' })
    expect(rig.received).toHaveLength(2)
  })

  it('picks an option of a menu by its value, and no other', async () => {
    const options = ['sev1', 'sev2'].map((value) => ({ text: plain(value.toUpperCase()), value }))
    const accessory = { type: 'static_select' as const, action_id: 'severity', options }
    const blocks = [{ type: 'section' as const, block_id: 's', text: plain('Severity'), accessory }]
    const { ts = '' } = await rig.client.chat.postMessage({ channel: 'COPS', text: 'x', blocks })
    await rig.click(ts, { action_id: 'severity', selected_option: { value: 'sev2' } })
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

  it('can be read again without the bot hearing of it', async () => {
    expect(await rig.call('GET', '/_local/home/UADA?open=false')).toMatchObject({ status: 404 })
    await rig.client.views.publish({ user_id: 'UADA', view: home })
    expect(await rig.get('/_local/home/UADA?open=false')).toMatchObject({ type: 'home' })
    expect(rig.received).toEqual([])
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

  it('says so when the bot publishes nothing', async ({ onTestFinished }) => {
    const hasty = await startRig(undefined, 1)
    onTestFinished(hasty.stop)
    expect(await hasty.call('GET', '/_local/home/UADA')).toMatchObject({ status: 504 })
  })
})

it('a message shortcut carries the message', async () => {
  const ts = await rig.postCard()
  await rig.post('/_local/shortcuts', { user: 'UADA', channel: 'COPS', ts, callback_id: 'incident.declare' })
  expect(payloadOf(rig)).toMatchObject({
    type: 'message_action',
    callback_id: 'incident.declare',
    message_ts: ts,
    message: { text: 'card' },
    channel: { id: 'COPS' },
  })
})
