// Events for the bot, and what the workspace page asks.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Rig, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(() => rig.stop())

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
