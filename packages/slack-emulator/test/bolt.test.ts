// A real Bolt app behind the real AwsLambdaReceiver must find every payload in order: that is what runs in production.
import { App, AwsLambdaReceiver, LogLevel } from '@slack/bolt'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Bot, botToken, card, modal, plain, type Rig, signingSecret, startRig } from './rig.ts'

let rig: Rig
const heard: string[] = []

beforeAll(async () => {
  rig = await startRig()
  rig.setBot(boltBehind(`${rig.baseUrl}/_slack/api/`))
})
afterAll(() => rig.stop())

function boltBehind(slackApiUrl: string): Bot {
  const receiver = new AwsLambdaReceiver({ signingSecret, logLevel: LogLevel.ERROR })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botId: 'BCLAWBOT', botUserId: 'UCLAWBOT' }),
    clientOptions: { slackApiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  })
  app.command('/claw', async ({ ack, command, respond }) => {
    await ack({ response_type: 'ephemeral', text: `you said ${command.text}` })
    if (command.text === 'twice') await respond('and again')
  })
  app.action('go', async ({ ack, action, body, client }) => {
    await ack()
    if (body.type !== 'block_actions' || action.type !== 'button') throw new Error('not a button')
    const [channel = '', ts = ''] = [body.channel?.id, body.message?.ts]
    await client.chat.update({ channel, ts, text: `${body.user.id} chose ${action.value}` })
  })
  app.action('stop', async ({ ack, body, client }) => {
    await ack()
    if (body.type === 'block_actions') {
      await client.views.open({ trigger_id: body.trigger_id, view: { ...modal(), notify_on_close: true } })
    }
  })
  app.view('reason', async ({ ack, view }) => {
    const reason = view.state.values['why']?.['text']?.value
    if (reason === 'no') await ack({ response_action: 'errors', errors: { why: 'Say more.' } })
    else await ack()
  })
  app.view({ callback_id: 'reason', type: 'view_closed' }, async ({ ack }) => {
    heard.push('closed')
    await ack()
  })
  app.shortcut('declare', async ({ ack, shortcut }) => {
    heard.push(`shortcut on ${shortcut.type === 'message_action' ? shortcut.message.text : '?'}`)
    await ack()
  })
  app.event('reaction_added', async ({ event }) => {
    heard.push(`${event.user} ${event.reaction} ${event.item.channel}`)
  })
  app.message('hello', async ({ message, say }) => {
    if (!message.subtype) await say({ text: 'hello yourself', thread_ts: message.ts })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks = [{ type: 'header' as const, text: plain('Home') }]
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
  })

  const handler = receiver.toHandler()
  return async ({ headers, body }) => {
    const event = { headers, body, isBase64Encoded: false, rawPath: '/slack/events' }
    const response = await handler(event as unknown as Parameters<typeof handler>[0], {})
    const { statusCode: status, body: answer } = response
    return { status, body: answer, headers: response.headers as Record<string, string> }
  }
}

const messages = async () => (await rig.get('/_local/channels/COPS/messages?user=UADA')).messages
const postCard = async () =>
  (await rig.client.chat.postMessage({ channel: 'COPS', text: 'card', blocks: card() })).ts ?? ''

it('answers a command, and answers again through the response URL', async () => {
  const typed = { user: 'UADA', channel: 'COPS', text: '/claw twice' }
  expect(await rig.post('/_local/commands', typed)).toMatchObject({
    status: 200,
    response: { text: 'you said twice' },
  })
  expect((await messages()).map(({ text }: { text: string }) => text)).toEqual([
    'and again',
    'you said twice',
  ])
})

it('updates the card that was clicked', async () => {
  const ts = await postCard()
  expect(await rig.post('/_local/actions', { user: 'UADA', channel: 'COPS', ts, action_id: 'go' })).toEqual({
    status: 200,
  })
  expect((await messages()).at(-1)).toMatchObject({ ts, text: 'UADA chose v1' })
})

it('opens a modal from a button, refuses and takes what is sent', async () => {
  const ts = await postCard()
  await rig.post('/_local/actions', { user: 'UBEN', channel: 'COPS', ts, action_id: 'stop' })
  const [{ id }] = (await rig.get('/_local/views?user=UBEN')).views
  const submit = (why: string) => rig.post(`/_local/views/${id}/submit`, { user: 'UBEN', values: { why } })
  expect(await submit('no')).toEqual({ errors: { why: 'Say more.' } })
  expect(await submit('too risky')).toEqual({})
  expect((await rig.get('/_local/views?user=UBEN')).views).toEqual([])
})

it('hears shortcuts, reactions, messages and closed modals', async () => {
  const ts = await postCard()
  const shortcut = { user: 'UADA', channel: 'COPS', ts, callback_id: 'declare' }
  expect(await rig.post('/_local/shortcuts', shortcut)).toEqual({ status: 200 })
  const reaction = { user: 'UADA', channel: 'COPS', ts, name: 'memo' }
  expect(await rig.post('/_local/reactions', reaction)).toEqual({ status: 200 })
  await rig.post('/_local/messages', { user: 'UADA', channel: 'COPS', text: 'hello bot' })
  expect((await messages()).at(-1)).toMatchObject({ user: 'UCLAWBOT', text: 'hello yourself' })
  await rig.post('/_local/actions', { user: 'UADA', channel: 'COPS', ts, action_id: 'stop' })
  const [{ id }] = (await rig.get('/_local/views?user=UADA')).views
  expect(await rig.post(`/_local/views/${id}/close`, { user: 'UADA' })).toEqual({ status: 200 })
  expect(heard).toEqual(['shortcut on card', 'UADA memo COPS', 'closed'])
})

it('publishes App Home when it is opened', async () => {
  expect(await rig.get('/_local/home/UADA')).toMatchObject({
    type: 'home',
    blocks: [{ text: plain('Home') }],
  })
})

it('turns down what another secret has signed', async () => {
  const body = new URLSearchParams({ command: '/claw', text: 'x' }).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
    'x-slack-signature': 'v0=forged',
  }
  const response = await fetch(`${rig.baseUrl}/slack/events`, { method: 'POST', body, headers })
  expect(response.status).toBe(401)
})
