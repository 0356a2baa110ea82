// Why: what monitoring sees has to reach people in Slack as one incident, whoever reports it, however often and in whatever order.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { incidentsIn } from '#test/support/incidents.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { enough } from '#test/support/thorough.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
let people: ReturnType<typeof incidentsIn>
beforeAll(async () => {
  laptop = await startLaptop()
  people = incidentsIn(laptop)
})
afterAll(() => laptop.stop())

const token = 'local-webhook-token'
const ALERTS = enough(50, 1_000)

const post = (source: string, body: unknown) =>
  laptop.send<{ received: number; new: number }>('POST', `/webhooks/${source}`, { token, body })
const cardsAbout = async (words: string) =>
  (await laptop.people.messages('CINCIDENTS')).filter(
    ({ metadata, blocks }) =>
      metadata?.event_type === 'claw_incident' && JSON.stringify(blocks).includes(words),
  )
const incidentAbout = async (words: string): Promise<string> => {
  const card = await until(`a card about ${words}`, async () => (await cardsAbout(words))[0])
  return String(card.metadata?.event_payload.key)
}

const notification = (name: string, status = 'firing', labels: object = {}) => ({
  version: '4',
  groupKey: `{}:{alertname="${name}"}`,
  truncatedAlerts: 0,
  status,
  receiver: 'claw',
  groupLabels: { alertname: name },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager.example:9093',
  alerts: [
    {
      status,
      labels: { alertname: name, ...labels },
      annotations: { summary: `${name} is not well` },
      startsAt: '2024-01-02T03:04:05.678901234Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prometheus.example:9090/graph',
      fingerprint: `fp-${name}`,
    },
  ],
})

describe('an alert', () => {
  it('becomes an incident in Slack, is counted there when it comes again, and is said to be resolved', async () => {
    expect(
      (await post('alertmanager', notification('MailStuck', 'firing', { severity: 'sev3' }))).status,
    ).toBe(200)
    const id = await incidentAbout('MailStuck')
    await people.shows(id, 'SEV3')
    await post('alertmanager', notification('MailStuck'))
    await until(
      'it to be counted',
      async () =>
        (await laptop.table.events()).filter(
          ({ action, stream }) => action === 'AlertsAttached' && stream.endsWith(id),
        ).length === 2,
    )
    await post('alertmanager', notification('MailStuck', 'resolved'))
    await until('its end to be told', async () => (await people.told(id, 'Alert resolved')) === 1)
    expect(await cardsAbout('MailStuck')).toHaveLength(1)
  })
  it('of another trouble is another incident, and one of the same is the same', async () => {
    await post('generic', { title: 'Disk 91 % full' })
    await post('generic', { title: 'Queue is stuck' })
    const disk = await incidentAbout('Disk 91')
    await post('generic', { title: 'Disk 95 % full' })
    expect(await incidentAbout('Queue is stuck')).not.toBe(disk)
    await until(
      'the second to join',
      async () =>
        (await laptop.table.events()).filter(
          ({ action, stream }) => action === 'AlertsAttached' && stream.endsWith(disk),
        ).length === 2,
    )
  })
  it('that fires again after it was mitigated holds agents anew, in an incident of its own', async () => {
    const relapse = { title: 'Mails go astray', fingerprint: 'astray', severity: 'sev1' }
    await post('generic', relapse)
    const id = await incidentAbout('Mails go astray')
    await post('generic', { ...relapse, status: 'resolved' })
    await until('its end to be told', async () => (await people.told(id, 'Alert resolved')) === 1)
    for (const to of ['identified', 'mitigated'])
      await people.fill('UPLATFORM', id, 'incident.status', { to, reason: 'seen' })
    const write = { tool: 'crm.update', params: { record: 'r1', fields: { name: 'x' } } }
    const decision = async () => (await laptop.agent.ask(write)).body['decision']
    expect(await decision()).toBe('allow')
    await post('generic', relapse)
    await until('a second incident', async () => (await cardsAbout('Mails go astray')).length === 2)
    expect(await decision()).toBe('deny')
    for (const card of await cardsAbout('Mails go astray'))
      await people.fill('UPLATFORM', String(card.metadata?.event_payload.key), 'incident.status', {
        to: 'cancelled',
        reason: 'The test is over',
      })
  })
  it('that is worse than its incident raises it', async () => {
    const trouble = { title: 'Backlog 10', group: 'backlog' }
    await post('generic', { ...trouble, fingerprint: 'backlog-1', severity: 'sev4' })
    const id = await incidentAbout('Backlog 10')
    await people.shows(id, 'SEV4')
    await post('generic', { ...trouble, fingerprint: 'backlog-2', severity: 'sev3' })
    await people.shows(id, 'SEV3')
    await until('the reason', async () =>
      JSON.stringify(await people.threadOf(id)).includes('The alert “Backlog 10” says so.'),
    )
  })
  it('that comes back after its incident was cancelled opens a new one', async () => {
    await post('generic', { title: 'It flickers', fingerprint: 'flicker' })
    const id = await incidentAbout('It flickers')
    await people.fill('UPLATFORM', id, 'incident.status', { to: 'cancelled', reason: 'False alarm' })
    await post('generic', { title: 'It flickers', fingerprint: 'flicker' })
    await until('a second incident', async () => (await cardsAbout('It flickers')).length === 2)
  })
})

const signed = (secret: string, body: string): string =>
  createHmac('sha256', secret).update(body).digest('hex')
const triggered = (id: string, event_type = 'incident.triggered'): string =>
  JSON.stringify({
    event: {
      id,
      event_type,
      resource_type: 'incident',
      occurred_at: '2024-05-06T07:08:09.000Z',
      data: { id: 'Q1', type: 'incident', title: 'Checkout – does not answer', priority: null },
    },
  })
const fromPagerDuty = (body: string, secret = 'local-pagerduty-secret') =>
  laptop.send<{ received: number; new: number }>('POST', '/webhooks/pagerduty', {
    body,
    headers: { 'x-pagerduty-signature': `v1=${signed(secret, body)}` },
  })

describe('PagerDuty', () => {
  it('begins and ends an incident, and a delivery that is repeated changes nothing', async () => {
    expect((await fromPagerDuty(triggered('E1'))).body).toEqual({ received: 1, new: 1 })
    const id = await incidentAbout('does not answer')
    expect((await fromPagerDuty(triggered('E1'))).body).toEqual({ received: 1, new: 0 })
    expect((await fromPagerDuty(triggered('E2', 'incident.resolved'))).status).toBe(200)
    await until('its end to be told', async () => (await people.told(id, 'Alert resolved')) === 1)
    expect((await fromPagerDuty(triggered('E1'))).body).toEqual({ received: 1, new: 0 })
    await laptop.rest()
    expect(await people.told(id, 'Alert (')).toBe(1)
  })
})

it("GitHub's failing deployment becomes an incident, and its greeting is answered", async () => {
  const send = (event: string, value: object, type = 'application/json') => {
    const body = JSON.stringify(value)
    return laptop.send('POST', '/webhooks/github', {
      body,
      headers: {
        'content-type': type,
        'x-github-event': event,
        'x-github-delivery': 'd-1',
        'x-hub-signature-256': `sha256=${signed('local-github-secret', body)}`,
      },
    })
  }
  const repository = { full_name: 'example/shop', default_branch: 'main' }
  expect((await send('ping', { zen: 'Design for failure.', repository })).status).toBe(200)
  const deployment = { state: 'failure', environment: 'production' }
  await send('deployment_status', { action: 'created', deployment_status: deployment, repository })
  await incidentAbout('Deployment of example/shop to production failed')
  expect((await send('ping', {}, 'application/xml')).status).toBe(400)
})

describe('what is not genuine, or cannot be read', () => {
  it('is refused and leaves nothing in the table', async () => {
    const events = async () =>
      (await laptop.table.events()).filter(({ action }) => action === 'AlertsReceived')
    const before = (await events()).length
    const body = { title: 'Let me in' }
    const status = async (path: string, sending: object) =>
      (await laptop.send('POST', `/webhooks/${path}`, sending)).status
    for (const source of ['alertmanager', 'grafana', 'generic']) {
      expect(await status(source, { body })).toBe(401)
      expect(await status(source, { body, token: 'local-agent-token' })).toBe(401)
      expect(await status(source, { body: '{"title": ', token })).toBe(400)
      expect(await status(source, { body: {}, token })).toBe(400)
    }
    expect((await fromPagerDuty(triggered('E9'), 'another-secret')).status).toBe(401)
    expect((await fromPagerDuty('not json')).status).toBe(400)
    expect(await status('github', { body, headers: { 'x-hub-signature-256': 'sha256=00' } })).toBe(401)
    expect(await status('cloudwatch', { body })).toBe(400)
    expect(
      await status('cloudwatch', {
        body: {
          Type: 'Notification',
          MessageId: 'm',
          TopicArn: 'a',
          Message: 'x',
          Signature: 'eA==',
          Timestamp: new Date().toISOString(),
          SignatureVersion: '2',
          SigningCertURL: 'https://sns.eu-central-1.amazonaws.com.example/SimpleNotificationService-0.pem',
        },
      }),
    ).toBe(401)
    expect(await status('generic', { body: { title: 'x'.repeat(6_500_000) }, token })).toBe(413)
    expect(await status('generic', { body: '['.repeat(500_000), token })).toBe(400)
    expect(await status('nagios', { body, token })).toBe(404)
    expect(await status('constructor', { body, token })).toBe(404)
    expect((await events()).length).toBe(before)
  })
})

describe('bad days', () => {
  it('an alert that cannot be recorded is not acknowledged, and one that was acknowledged arrives', async () => {
    await laptop.fault({ target: 'dynamodb', operation: 'TransactWriteItems', kind: 'error', times: 50 })
    const refused = await post('generic', { title: 'Nobody hears this yet' })
    await laptop.noFaults()
    expect(refused.status).toBe(503)
    await laptop.fault({ target: 'slack', kind: 'error', times: 2 })
    expect((await post('generic', { title: 'Nobody hears this yet' })).status).toBe(200)
    await laptop.advance(60)
    await laptop.noFaults()
    await incidentAbout('Nobody hears this yet')
  })
})

describe('many alerts', () => {
  const trouble = (status = 'firing') => ({ title: 'It comes and goes', fingerprint: 'come-and-go', status })
  /** Returns once the entry is there that this delivery makes on its incident. */
  const entered = async (id: string, body: object): Promise<void> => {
    const count = async () =>
      (await laptop.table.events()).filter(
        ({ action, stream }) => /^Alerts(Attached|Resolved)$/.test(action) && stream.endsWith(`/${id}`),
      ).length
    const before = await count()
    await post('generic', body)
    await until('the entry', async () => (await count()) > before)
  }
  it('in a few minutes are one line with a count, also when people know of the incident already', async () => {
    await post('generic', { title: 'The first drop', group: 'rain', fingerprint: 'drop' })
    const id = await incidentAbout('The first drop')
    await people.shows(id, 'seen 1 time')
    await laptop.rest()
    const told = (await people.threadOf(id)).length
    const alerts = Array.from({ length: 30 }, (_, index) => ({
      title: `Drop ${index}`,
      group: 'rain',
      fingerprint: `drop-${index}`,
    }))
    await entered(id, { alerts })
    await laptop.advance(20)
    await people.shows(id, '31 alerts')
    expect(await people.threadOf(id)).toHaveLength(told)
  })
  it('that flap are counted and no longer told one by one', async () => {
    await post('generic', trouble())
    const id = await incidentAbout('It comes and goes')
    for (let round = 0; round < 4; round++) {
      await entered(id, trouble('resolved'))
      await laptop.rest()
      await entered(id, trouble())
      await laptop.rest()
    }
    const told = (await people.told(id, 'Alert (')) + (await people.told(id, 'Alert resolved'))
    expect(told).toBeLessThan(5)
    await laptop.advance(20)
    await people.shows(id, 'seen 5 times')
  })
})

it('of hundreds of alerts none is lost, and they are one incident that Slack is not flooded with', async () => {
  // What the tests above have begun is no part of this storm.
  await laptop.advance(700)
  const before = (await laptop.people.messages('CINCIDENTS')).length
  const answers = []
  for (let start = 0; start < ALERTS; start += 50)
    answers.push(
      ...(await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          post('generic', { title: `Node ${start + index} is down`, fingerprint: `node-${start + index}` }),
        ),
      )),
    )
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
  const joined = async () =>
    (await laptop.table.events())
      .filter(({ action }) => action === 'AlertsAttached')
      .flatMap(({ data }) => data['alerts'] as { fingerprint: string; count: number }[])
      .filter(({ fingerprint }) => fingerprint.startsWith('generic:node-'))
      .reduce((sum, { count }) => sum + count, 0)
  await until('all of them to join', async () => (await joined()) === ALERTS)
  await laptop.rest()
  await laptop.advance(20)
  await people.shows(await incidentAbout('Node'), `seen ${ALERTS.toLocaleString('en-US')} times`)
  const after = await laptop.people.messages('CINCIDENTS')
  const declared = (await laptop.table.events()).filter(
    ({ action, data }) => action === 'IncidentDeclared' && String(data['title']).startsWith('Node'),
  )
  expect(declared).toHaveLength(1)
  expect(after.length - before).toBeLessThan(30)
})

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
