// The door for Slack: what Slack did not sign, just now, to the last bit, is not heard at all.
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'

let laptop: Laptop
/** A click on Approve by somebody who may, as Slack would send it. */
let body: string
let id: string
beforeAll(async () => {
  laptop = await startLaptop()
  const { digest, ...answer } = (await laptop.agent.ask(requests.shell)).body
  id = answer.id
  const { ts } = await laptop.people.cardOf(id)
  await laptop.rest()
  const payload = {
    type: 'block_actions',
    team: { id: 'TCLAW', domain: 'claw-local' },
    user: { id: 'UPLATFORM', username: 'platform', team_id: 'TCLAW' },
    api_app_id: 'ACLAWAPP',
    container: { type: 'message', message_ts: ts, channel_id: 'CAPPROVALS', is_ephemeral: false },
    trigger_id: 'made.up',
    channel: { id: 'CAPPROVALS', name: 'claw-approvals' },
    actions: [
      { type: 'button', action_id: 'approval.grant', block_id: 'b', value: JSON.stringify({ id, digest }) },
    ],
  }
  body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
})
afterAll(() => laptop.stop())

const seconds = async (offset = 0): Promise<string> =>
  String(Math.floor(Date.parse(await laptop.now()) / 1000) + offset)
const sign = (timestamp: string, signed: string, secret = 'local-signing-secret'): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${signed}`).digest('hex')}`

interface Posted {
  timestamp?: string | undefined
  signature?: string | undefined
  sent?: string
}
const post = async ({ timestamp, signature, sent = body }: Posted) =>
  laptop.send('POST', '/slack/events', {
    body: sent,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(timestamp === undefined ? {} : { 'x-slack-request-timestamp': timestamp }),
      ...(signature === undefined ? {} : { 'x-slack-signature': signature }),
    },
  })
const flipped = (text: string, index: number): string =>
  text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ 1) + text.slice(index + 1)

/** Nobody hears of it: 401, an empty answer, and the table as it was. */
const unheard = async (act: () => Promise<{ status: number; text: string }>) => {
  const before = await laptop.table.items()
  const { status, text } = await act()
  const written = (await laptop.table.items()).filter(
    (item) => !before.some((old) => isDeepStrictEqual(old, item)),
  )
  expect({ status, text, written }).toEqual({ status: 401, text: '', written: [] })
}

describe('a request to the Slack endpoint', () => {
  const wrong: [string, (now: string) => Posted][] = [
    ['without a signature', (timestamp) => ({ timestamp })],
    ['without a timestamp', (timestamp) => ({ signature: sign(timestamp, body) })],
    ['without both', () => ({})],
    ['with another secret', (timestamp) => ({ timestamp, signature: sign(timestamp, body, 'other') })],
    ['with an empty secret', (timestamp) => ({ timestamp, signature: sign(timestamp, body, '') })],
    [
      'with the signature of another body',
      (timestamp) => ({ timestamp, signature: sign(timestamp, `${body}&a=b`) }),
    ],
    ['with half a signature', (timestamp) => ({ timestamp, signature: sign(timestamp, body).slice(0, 40) })],
    [
      'with a signature of another version',
      (timestamp) => ({ timestamp, signature: sign(timestamp, body).replace('v0', 'v1') }),
    ],
    [
      'with a signature and more behind it',
      (timestamp) => ({ timestamp, signature: `${sign(timestamp, body)}0` }),
    ],
    ['with a timestamp that is no number', () => ({ timestamp: 'now', signature: sign('now', body) })],
    [
      'with a timestamp in milliseconds',
      (now) => ({ timestamp: `${now}000`, signature: sign(`${now}000`, body) }),
    ],
    ['with a negative timestamp', (now) => ({ timestamp: `-${now}`, signature: sign(`-${now}`, body) })],
    [
      'with a second timestamp behind a comma',
      (now) => ({ timestamp: `${now},${now}`, signature: sign(`${now},${now}`, body) }),
    ],
    [
      'signed, but with nothing in it, and not signed as such',
      (timestamp) => ({ timestamp, signature: sign(timestamp, body), sent: '' }),
    ],
  ]
  it.each(wrong)('%s is not heard', async (_, posted) => {
    const now = await seconds()
    await unheard(() => post(posted(now)))
  })

  it('with any one bit changed is not heard', async () => {
    const timestamp = await seconds()
    const signature = sign(timestamp, body)
    for (const index of [0, 8, Math.floor(body.length / 2), body.indexOf(id), body.length - 1])
      await unheard(() => post({ timestamp, signature, sent: flipped(body, index) }))
    for (const index of [3, 30, signature.length - 1])
      await unheard(() => post({ timestamp, signature: flipped(signature, index) }))
    await unheard(() => post({ timestamp: flipped(timestamp, timestamp.length - 1), signature }))
  })

  it.each([-302, 302])('signed %s seconds from now is not heard', async (offset) => {
    const timestamp = await seconds(offset)
    await unheard(() => post({ timestamp, signature: sign(timestamp, body) }))
  })

  it('with a header sent twice is not heard', async () => {
    const timestamp = await seconds()
    const headers = [
      ['x-slack-request-timestamp', timestamp],
      ['x-slack-signature', sign(timestamp, body)],
    ] as const
    for (const [name, value] of headers) {
      const all = [...headers, [name, value]].map((header) => header.join(': ')).join('\r\n')
      await unheard(() => raw(all))
    }
  })

  it('that wants to get in as a handshake, unsigned, is not heard', async () => {
    await unheard(() => post({ sent: 'ssl_check=1&token=x' }))
    await unheard(() =>
      laptop.send('POST', '/slack/events', { body: { type: 'url_verification', challenge: 'c' } }),
    )
  })

  it('is heard when it is signed, within five minutes of either side; again, it changes nothing; later, it is not heard', async () => {
    const timestamp = await seconds(-295)
    const captured = { timestamp, signature: sign(timestamp, body) }
    expect((await post(captured)).status).toBe(200)
    expect((await laptop.agent.look(id)).body).toMatchObject({
      status: 'approved',
      votes: [{ by: 'UPLATFORM' }],
    })

    const ahead = await seconds(295)
    for (const replay of [captured, { timestamp: ahead, signature: sign(ahead, body) }])
      expect((await post(replay)).status).toBe(200)
    expect(await laptop.table.story(id)).toEqual([
      'ApprovalRequested',
      'ApprovalGranted',
      'ActionApproved',
      'DecisionRefused',
      'DecisionRefused',
    ])
    await laptop.advance(30)
    await unheard(() => post(captured))
  })
})

const raw = (headers: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const { port } = new URL(laptop.url)
    const request = [
      `POST /slack/events HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: close',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      headers,
      '',
      body,
    ].join('\r\n')
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(request))
    socket.setEncoding('utf8').on('data', (data) => {
      answer += data
    })
    socket.once('error', reject).once('close', () => {
      const [head = '', text = ''] = answer.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), text })
    })
  })
