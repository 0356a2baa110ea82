// What people get in Slack beyond the walk of a request: pages, old buttons, slow and broken days, and the door itself.
import { createHmac } from 'node:crypto'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requests } from '#test/support/driver.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { until } from '#test/support/until.ts'
import { buttonsOf, wordsOf } from '#test/unit/blocks/reading.ts'

let laptop: Laptop
beforeAll(async () => {
  laptop = await startLaptop()
})
afterEach(() => laptop.noFaults())
afterAll(() => laptop.stop())

const asked = async (request: object = requests.shell) => (await laptop.agent.ask(request)).body.id
const command = async (user: string, text: string) => (await laptop.people.command(user, text)).response
const lastReply = async (user: string) => (await laptop.people.whispers(user)).at(-1)
const press = (user: string, view_id: string, action_id: string, value: string) =>
  laptop.send('POST', '/_local/actions', { body: { user, view_id, action_id, value } })

describe('Details', () => {
  it('opens for whoever clicks, and turns its pages in place', async () => {
    const to = Array.from({ length: 12 }, (_, index) => `p${index}@example.com`)
    const id = await asked({
      tool: 'email.send',
      params: { to, subject: 'Hi', body: 'line\n'.repeat(9_000) },
    })
    await laptop.people.click('UGUEST', id, 'approval.details')
    const [first] = await laptop.people.views('UGUEST')
    expect(wordsOf(first)).toContain('p11@example.com')
    const next = buttonsOf(first).find(({ action_id: name }) => name === 'details.next')
    await press('UGUEST', first!.id, 'details.next', String(next?.['value']))
    const open = await laptop.people.views('UGUEST')
    expect(open.map(({ id: view }) => view)).toEqual([first!.id])
    expect(wordsOf(open[0])).toContain('Page 2 of')
  })
  it('says so when it cannot be read, and opens nothing', async () => {
    const id = await asked()
    await laptop.people.cardOf(id)
    await laptop.fault({ target: 'dynamodb', kind: 'error', times: 100 })
    await laptop.people.click('UPLATFORM2', id, 'approval.details')
    await laptop.noFaults()
    expect(await lastReply('UPLATFORM2')).toContain('could not be shown')
    expect(await laptop.people.views('UPLATFORM2')).toEqual([])
  })
})

describe('Deny', () => {
  it('says so when the form cannot be opened, and nothing is decided', async () => {
    const id = await asked()
    await laptop.fault({ target: 'slack', operation: 'views.open', kind: 'error', times: 5 })
    await laptop.people.click('UPLATFORM', id, 'approval.deny')
    expect(await lastReply('UPLATFORM')).toContain('nothing was decided')
    expect(await laptop.table.story(id)).toEqual(['ApprovalRequested'])
  })
  it('keeps the form open, with the reason why, while the record does not answer', async () => {
    const id = await asked()
    await laptop.people.click('UPLATFORM', id, 'approval.deny')
    await laptop.fault({ target: 'dynamodb', kind: 'error', times: 100 })
    const { body } = await laptop.people.deny('UPLATFORM', id, 'No').finally(() => laptop.noFaults())
    expect(body.errors).toEqual({ reason: expect.stringContaining('could not be recorded') })
    expect(await laptop.table.story(id)).toEqual(['ApprovalRequested'])
  })
})

describe('a decision whose card cannot be redrawn', () => {
  it('counts, and the clicker hears that it does', async () => {
    const id = await asked(requests.two)
    await laptop.people.cardOf(id)
    await laptop.rest()
    await laptop.fault({ target: 'slack', operation: 'chat.update', kind: 'error', times: 1 })
    await laptop.people.approve('USECURITY', id)
    expect(await lastReply('USECURITY')).toContain('Your decision is recorded')
    expect((await laptop.agent.look(id)).body.votes).toHaveLength(1)
  })
})

describe('a button of an older version', () => {
  it('says that it does nothing any more', async () => {
    const id = await asked()
    await laptop.people.click('USUPPORT2', id, 'approval.postpone', { value: 'x' })
    expect(await lastReply('USUPPORT2')).toContain('older version')
  })
})

describe('a message’s shortcut', () => {
  it('says so when the form cannot be opened', async () => {
    const said = { user: 'USUPPORT', channel: 'CAPPROVALS', text: 'Mails go out twice' }
    const { ts } = (await laptop.send<{ ts: string }>('POST', '/_local/messages', { body: said })).body
    await laptop.fault({ target: 'slack', operation: 'views.open', kind: 'error', times: 5 })
    const used = { user: 'USUPPORT', channel: 'CAPPROVALS', ts, callback_id: 'incident.declare' }
    await laptop.send('POST', '/_local/shortcuts', { body: used })
    expect(await lastReply('USUPPORT')).toContain('nothing was declared')
    expect(await laptop.people.views('USUPPORT')).toEqual([])
  })
})

describe('App Home', () => {
  it('lists what waits for the one who looks, and the last decisions', async () => {
    const id = await asked()
    expect(JSON.stringify(await laptop.people.home('UPLATFORM2'))).toContain(id)
    expect(JSON.stringify(await laptop.people.home('USUPPORT'))).not.toContain(id)
    await laptop.people.approve('UPLATFORM', id)
    await until('the decision to be listed', async () =>
      wordsOf(await laptop.people.home('UPLATFORM2')).includes('Approved: exec'),
    )
    expect(wordsOf(await laptop.people.home('UGUEST'))).toContain('You hold no role')
  })
  it('says so when it cannot be read', async () => {
    await laptop.fault({ target: 'dynamodb', kind: 'error', times: 100 })
    expect(wordsOf(await laptop.people.home('USUPPORT'))).toContain('could not be read just now')
  })
})

describe('/claw', () => {
  it('says so when the record cannot be read', async () => {
    await laptop.fault({ target: 'dynamodb', kind: 'error', times: 100 })
    expect((await command('UPLATFORM', '/claw queue')).text).toContain('could not be answered')
  })
  it('says so when whoever asks cannot be looked up', async () => {
    await laptop.fault({ target: 'slack', operation: 'users.info', kind: 'error', times: 10 })
    for (const text of ['/claw queue', '/claw whoami', '/claw show act_00'])
      expect((await command('UPLATFORM', text)).text).toContain('could not be checked')
  })
  it('show takes the beginning of a waiting id when it is enough, and ids with what people paste around them', async () => {
    const id = await asked()
    for (const text of [id, `\`${id}\``, `  ${id} `, id.slice(0, 20)])
      expect(JSON.stringify((await command('UPLATFORM', `/claw show ${text}`)).blocks)).toContain(id)
    await asked()
    expect((await command('UPLATFORM', '/claw show act_')).text).toContain('look like act_1a2b')
  })
  it.each([
    ['no id', 'show', 'Which one?'],
    ['a path', 'show ../posture', 'no id of a request'],
    ['a mention for an id', 'show <!channel>', 'no id of a request'],
    ['a mention for a command', '<!channel>', 'There is no'],
    ['3,000 letters', 'x'.repeat(3_000), 'There is no'],
  ])('with %s answers one clear sentence and reaches nobody', async (_, text, words) => {
    const answer = await command('UPLATFORM', `/claw ${text}`)
    expect(answer.text).toContain(words)
    expect(answer.text).not.toContain('<!')
  })
})

describe('the door', () => {
  const event = async (body: Buffer, type: string): Promise<APIGatewayProxyEventV2> => {
    const timestamp = String(Math.floor(Date.parse(await laptop.now()) / 1000))
    const digest = createHmac('sha256', 'local-signing-secret')
      .update(`v0:${timestamp}:`)
      .update(body)
      .digest('hex')
    return {
      version: '2.0',
      routeKey: 'POST /slack/events',
      rawPath: '/slack/events',
      rawQueryString: '',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${digest}`,
      },
      requestContext: { requestId: 'r1' } as APIGatewayProxyEventV2['requestContext'],
      body: body.toString('base64'),
      isBase64Encoded: true,
    }
  }
  const knock = async (body: Buffer, type: string) => {
    const { handler } = await import('#functions/slack/handler.ts')
    return handler(await event(body, type), {} as Context)
  }
  it('takes UTF-8 in base64 and a content type with a charset', async () => {
    const body = Buffer.from(JSON.stringify({ type: 'url_verification', challenge: 'Grüße 🚀' }))
    const answer = await knock(body, 'application/json; charset=utf-8')
    expect(answer).toMatchObject({ statusCode: 200, body: JSON.stringify({ challenge: 'Grüße 🚀' }) })
  })
  it('does not read on when there is too much', async () => {
    expect(await knock(Buffer.alloc(1024 * 1024 + 1), 'application/json')).toMatchObject({ statusCode: 413 })
  })
  it('answers what is signed but makes no sense', async () => {
    expect(await knock(Buffer.from('{"type":'), 'application/json')).toMatchObject({ statusCode: 400 })
  })
  const form = 'application/x-www-form-urlencoded'
  const posted = (payload: unknown) =>
    knock(Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()), form)
  const from = { team: { id: 'TCLAW' }, user: { id: 'UGUEST', team_id: 'TCLAW' }, trigger_id: 't' }
  const view = { id: 'V1', callback_id: 'of.old', private_metadata: '', state: { values: {} }, blocks: [] }
  const container = { type: 'message', message_ts: '1.1', channel_id: 'COPS' }
  const interactions: Record<string, unknown>[] = [
    {
      type: 'block_actions',
      ...from,
      container,
      actions: [{ type: 'button', action_id: 'approval.grant', value: '{}' }],
    },
    { type: 'block_actions', ...from, container, actions: [{ type: 'button', action_id: 'of.old' }] },
    { type: 'view_submission', ...from, view },
    { type: 'view_submission', ...from, view: { ...view, callback_id: 'incident.status' } },
    { type: 'view_closed', ...from, view },
    { type: 'message_action', ...from, callback_id: 'of.old' },
    { type: 'message_action', ...from, callback_id: 'incident.declare' },
    { type: 'shortcut', ...from, callback_id: 'of.old' },
    { type: 'block_suggestion', ...from, action_id: 'x', value: 'y' },
    { type: 'dialog_submission', ...from, callback_id: 'x' },
    { type: 'workflow_step_edit', ...from, callback_id: 'x' },
    { type: 'of_tomorrow' },
  ]
  it.each(interactions)('takes a $type that it knows, or that nobody listens to', async (payload) => {
    expect((await posted(payload)).statusCode).toBe(200)
  })
  it('answers events and commands that nobody listens to', async () => {
    const event = { type: 'event_callback', team_id: 'TCLAW', event: { type: 'team_join', user: 'UGUEST' } }
    expect((await knock(Buffer.from(JSON.stringify(event)), 'application/json')).statusCode).toBe(200)
    const typed = new URLSearchParams({ command: '/other', text: '', user_id: 'UGUEST', team_id: 'TCLAW' })
    expect((await knock(Buffer.from(typed.toString()), form)).statusCode).toBe(200)
  })
  it('never fails for want of a field, or for one of another kind', async () => {
    const odd = [undefined, null, '', 0, [], {}, 'x']
    for (const payload of interactions)
      for (const field of Object.keys(payload)) {
        const value = odd[(field.length + Object.keys(payload).length) % odd.length]
        const { statusCode } = await posted({ ...payload, [field]: value })
        expect([200, 400]).toContain(statusCode)
      }
    for (const body of [
      '',
      'payload=',
      'payload=null',
      'payload=[]',
      'payload="x"',
      'command=',
      'a=b',
      'payload={"type":7}',
    ])
      expect([400]).toContain((await knock(Buffer.from(body), form)).statusCode)
    for (const body of [
      'null',
      '[]',
      '7',
      '{}',
      '{"type":"event_callback"}',
      '{"type":"event_callback","event":null}',
    ])
      expect([400]).toContain((await knock(Buffer.from(body), 'application/json')).statusCode)
  })
})
