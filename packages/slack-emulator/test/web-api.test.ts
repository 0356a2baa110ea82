// The bot's view: the real WebClient against the emulated Web API.
import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { card, type Rig, refusalOf, startRig } from './rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.stop())

const post = (text: string, extra = {}) => rig.client.chat.postMessage({ channel: 'COPS', text, ...extra })
const messages = async (query = '') => (await rig.get(`/_local/channels/COPS/messages${query}`)).messages
const shown = async (ts: string) => (await messages()).find((message: { ts: string }) => message.ts === ts)

describe('authentication', () => {
  it('refuses a wrong token and a missing one, as Slack names them', async () => {
    const wrong = new WebClient('xoxb-other', { slackApiUrl: `${rig.baseUrl}/_slack/api/` })
    expect((await refusalOf(wrong.auth.test())).error).toBe('invalid_auth')
    const response = await fetch(`${rig.baseUrl}/_slack/api/auth.test`, { method: 'POST' })
    expect(await response.json()).toMatchObject({ ok: false, error: 'not_authed' })
  })

  it('says who the bot is', async () => {
    expect(await rig.client.auth.test()).toMatchObject({ user_id: 'UCLAWBOT', bot_id: 'BCLAWBOT' })
  })

  it('does not know a method that Slack does not have', async () => {
    expect((await refusalOf(rig.client.apiCall('chat.shout'))).error).toBe('unknown_method')
    expect((await refusalOf(rig.client.apiCall('constructor'))).error).toBe('unknown_method')
  })
})

describe('messages', () => {
  it('posts into a channel by id or name, and to a person', async () => {
    const { ts } = await post('hello')
    expect(await shown(ts ?? '')).toMatchObject({ user: 'UCLAWBOT', text: 'hello' })
    expect((await rig.client.chat.postMessage({ channel: '#ops', text: 'named' })).channel).toBe('COPS')
    const direct = await rig.client.conversations.open({ users: 'UBEN' })
    await rig.client.chat.postMessage({ channel: direct.channel?.id ?? '', text: 'psst' })
    expect((await rig.get('/_local/channels/DUBEN/messages')).messages).toMatchObject([{ text: 'psst' }])
  })

  it('accepts JSON bodies as well as the form bodies of the client', async () => {
    const response = await fetch(`${rig.baseUrl}/_slack/api/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-test', 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: 'COPS', text: 'json', blocks: card() }),
    })
    expect(await response.json()).toMatchObject({ ok: true, channel: 'COPS' })
  })

  it.each([
    ['an unknown channel', { channel: 'CNONE', text: 'x' }, 'channel_not_found'],
    ['nothing to say', { channel: 'COPS', text: '' }, 'no_text'],
    [
      'a thread that is not there',
      { channel: 'COPS', text: 'x', thread_ts: '1.000001' },
      'cannot_reply_to_message',
    ],
    ['text beyond 40,000 characters', { channel: 'COPS', text: 'x'.repeat(40_001) }, 'msg_too_long'],
  ])('refuses %s', async (_what, args, error) => {
    expect((await refusalOf(rig.client.chat.postMessage(args))).error).toBe(error)
  })

  it('says which block is wrong and why', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }]
    expect(await refusalOf(post('x', { blocks }))).toEqual({
      error: 'invalid_blocks',
      messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    })
  })

  it('refuses blocks that are not a list, and blocks that are too long altogether', async () => {
    const call = rig.client.apiCall('chat.postMessage', {
      channel: 'COPS',
      text: 'x',
      blocks: '{"no":"list"}',
    })
    expect((await refusalOf(call)).error).toBe('invalid_blocks_format')
    const many = Array.from({ length: 6 }, () => ({
      type: 'section',
      text: { type: 'mrkdwn', text: 'x'.repeat(2900) },
    }))
    expect((await refusalOf(post('x', { blocks: many }))).error).toBe('msg_blocks_too_long')
  })

  it('drops the buttons when an update brings text without blocks', async () => {
    const { ts = '' } = await post('card', { blocks: card() })
    await rig.client.chat.update({ channel: 'COPS', ts, text: 'decided' })
    const message = await shown(ts)
    expect(message).toMatchObject({ text: 'decided', edited: { user: 'UCLAWBOT' } })
    expect(message.blocks).toBeUndefined()
  })

  it('updates and deletes only messages of its own', async () => {
    const { ts } = await rig.post('/_local/messages', { user: 'UADA', channel: 'COPS', text: 'mine' })
    const update = rig.client.chat.update({ channel: 'COPS', ts, text: 'yours' })
    expect((await refusalOf(update)).error).toBe('cant_update_message')
    expect((await refusalOf(rig.client.chat.delete({ channel: 'COPS', ts }))).error).toBe(
      'cant_delete_message',
    )
    const missing = rig.client.chat.update({ channel: 'COPS', ts: '1.000001', text: 'x' })
    expect((await refusalOf(missing)).error).toBe('message_not_found')
  })

  it('shows an ephemeral message to its person alone and keeps it out of the history', async () => {
    await rig.client.chat.postEphemeral({ channel: 'COPS', user: 'UADA', text: 'only Ada' })
    const texts = async (query: string) => (await messages(query)).map(({ text }: { text: string }) => text)
    expect(await texts('?user=UADA')).toContain('only Ada')
    expect(await texts('?user=UBEN')).not.toContain('only Ada')
    const { messages: history } = await rig.client.conversations.history({ channel: 'COPS' })
    expect(history?.map(({ text }) => text)).not.toContain('only Ada')
  })

  it('keeps threads together and metadata for who asks', async () => {
    const metadata = { event_type: 'card', event_payload: { id: 'act_1' } }
    const parent = await post('parent', { metadata })
    const reply = await post('reply', { thread_ts: parent.ts })
    await post('reply to the reply', { thread_ts: reply.ts })
    const thread = await rig.client.conversations.replies({ channel: 'COPS', ts: parent.ts ?? '' })
    expect(thread.messages?.map(({ text }) => text)).toEqual(['parent', 'reply', 'reply to the reply'])
    const since = { channel: 'COPS', ts: parent.ts ?? '', oldest: reply.ts ?? '' }
    const newer = await rig.client.conversations.replies(since)
    expect(newer.messages?.map(({ text }) => text)).toEqual(['parent', 'reply to the reply'])
    const asked = { channel: 'COPS', limit: 1, include_all_metadata: true }
    const { messages: newest } = await rig.client.conversations.history(asked)
    expect(newest).toMatchObject([{ text: 'parent', reply_count: 2, metadata }])
  })

  it('pages through history with a cursor', async () => {
    const all = await rig.client.conversations.history({ channel: 'COPS', limit: 1000 })
    const texts: unknown[] = []
    for await (const page of rig.client.paginate('conversations.history', { channel: 'COPS', limit: 2 })) {
      const { messages: found = [] } = page as { messages?: { text: string }[] }
      texts.push(...found.map(({ text }) => text))
    }
    expect(texts).toEqual(all.messages?.map(({ text }) => text))
  })

  it('reacts once, and links to a message', async () => {
    const { ts = '' } = await post('react to me')
    const reaction = { channel: 'COPS', timestamp: ts, name: 'eyes' }
    await rig.client.reactions.add(reaction)
    expect((await refusalOf(rig.client.reactions.add(reaction))).error).toBe('already_reacted')
    expect(await shown(ts)).toMatchObject({ reactions: [{ name: 'eyes', users: ['UCLAWBOT'] }] })
    await rig.client.reactions.remove(reaction)
    expect((await refusalOf(rig.client.reactions.remove(reaction))).error).toBe('no_reaction')
    const { permalink = '' } = await rig.client.chat.getPermalink({ channel: 'COPS', message_ts: ts })
    const { status, headers } = await fetch(permalink, { redirect: 'manual' })
    expect([status, headers.get('location')]).toEqual([302, `/?channel=COPS&ts=${ts}`])
  })
})

describe('people', () => {
  it('shows who was deactivated, and nobody unknown', async () => {
    await rig.post('/_local/people/UBEN', { deleted: true })
    expect((await rig.client.users.info({ user: 'UBEN' })).user).toMatchObject({ id: 'UBEN', deleted: true })
    await rig.post('/_local/people/UBEN', { deleted: false })
    expect((await rig.client.users.info({ user: 'UBEN' })).user).toMatchObject({ deleted: false })
    expect((await refusalOf(rig.client.users.info({ user: 'UNOBODY' }))).error).toBe('user_not_found')
  })

  it('has a user group for each role', async () => {
    const { usergroups } = await rig.client.usergroups.list()
    expect(usergroups?.map(({ id, handle }) => [id, handle])).toEqual([
      ['SPLATFORM', 'platform'],
      ['SONCALL', 'on-call'],
    ])
    expect((await rig.client.usergroups.users.list({ usergroup: 'SPLATFORM' })).users).toEqual([
      'UADA',
      'UBEN',
    ])
  })
})
