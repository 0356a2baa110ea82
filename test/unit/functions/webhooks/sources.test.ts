// What each system sends becomes the same form here, and what is of no concern becomes nothing.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Alert } from '#domain/incident/alert.ts'
import type { Source } from '#functions/webhooks/source.ts'
import { alertmanager, grafana } from '#functions/webhooks/sources/alertmanager.ts'
import { cloudwatch } from '#functions/webhooks/sources/cloudwatch.ts'
import { generic } from '#functions/webhooks/sources/generic.ts'
import { github } from '#functions/webhooks/sources/github.ts'
import { pagerduty } from '#functions/webhooks/sources/pagerduty.ts'
import { fixture, received } from './received.ts'

const read = (source: Source, body: unknown, headers?: Record<string, string>): Alert[] =>
  source.read(received(body, headers)).alerts.map((alert) => Alert.parse(alert))

describe('alertmanager', () => {
  it('has an alert for each of the group, with its own status', () => {
    const [first, second] = read(alertmanager, fixture('alertmanager'))
    expect(first).toEqual({
      source: 'alertmanager',
      fingerprint: 'alertmanager:5ef77f1f8a3ecfde',
      status: 'firing',
      severity: 2,
      group: 'alertmanager:{}/{severity="critical"}:{alertname="HighErrorRate"}',
      title: 'HighErrorRate: 5 % of requests fail',
      labels: {
        alertname: 'HighErrorRate',
        instance: 'api-1.example:9100',
        job: 'api',
        severity: 'critical',
      },
      startsAt: '2024-05-06T07:08:09.123Z',
      saidAt: '2024-05-06T07:08:09.123Z',
      url: 'https://prometheus.example/graph?g0.expr=up&g0.tab=1',
    })
    expect(second).toMatchObject({ status: 'resolved', group: first?.group })
  })
  it('takes null for none, and each alert by itself', () => {
    const good = {
      status: 'firing',
      labels: { alertname: 'A', port: 80 },
      annotations: null,
      fingerprint: null,
    }
    const { alerts, problems } = alertmanager.read(
      received({ groupKey: null, alerts: [good, { labels: {} }, null, { ...good, startsAt: null }] }),
    )
    expect(alerts).toHaveLength(2)
    expect(alerts[0]?.labels).toEqual({ alertname: 'A', port: '80' })
    expect(problems?.map(({ index }) => index)).toEqual([1, 2])
  })
  it('says when an end was', () => {
    const times = { startsAt: '2024-05-06T07:00:00Z', endsAt: '2024-05-06T07:05:00Z' }
    const said = (status: string) =>
      read(alertmanager, { alerts: [{ status, labels: {}, ...times }] })[0]?.saidAt
    expect([said('firing'), said('resolved')]).toEqual([
      '2024-05-06T07:00:00.000Z',
      '2024-05-06T07:05:00.000Z',
    ])
  })
  it('tells alerts apart by their labels when there is no fingerprint, in whatever order these come', () => {
    const of = (labels: object) =>
      read(alertmanager, { alerts: [{ status: 'firing', labels }] })[0]?.fingerprint
    expect(of({ a: '1', b: '2' })).toBe(of({ b: '2', a: '1' }))
    expect(of({ a: '1' })).not.toBe(of({ a: '2' }))
  })
})

it('grafana leads to the panel, and its local time is ours', () => {
  expect(read(grafana, fixture('grafana'))[0]).toMatchObject({
    source: 'grafana',
    status: 'firing',
    severity: 3,
    title: 'Queue too long: The outgoing queue grows',
    startsAt: '2024-05-06T07:08:09.123Z',
    url: 'https://grafana.example/d/mail?orgId=1&viewPanel=2',
  })
})

describe('pagerduty', () => {
  const event = (change: object) => {
    const body = fixture('pagerduty') as { event: object }
    return { event: { ...body.event, ...change } }
  }
  it('begins with the incident there and ends with it', () => {
    const [begun] = read(pagerduty, fixture('pagerduty'))
    expect(begun).toMatchObject({
      fingerprint: 'pagerduty:Q1EXAMPLE0',
      group: 'pagerduty:PSERVIC',
      status: 'firing',
      severity: 2,
      title: 'Checkout does not answer',
      url: 'https://example.pagerduty.com/incidents/Q1EXAMPLE0',
    })
    const [ended] = read(pagerduty, event({ event_type: 'incident.resolved' }))
    expect(ended).toMatchObject({ fingerprint: begun?.fingerprint, status: 'resolved' })
  })
  it.each(['incident.acknowledged', 'incident.annotated', 'pagey.ping', 'service.updated'])(
    'has nothing to tell with %s',
    (event_type) => {
      expect(read(pagerduty, event({ event_type, data: { message: 'Hello' } }))).toEqual([])
    },
  )
})

describe('github', () => {
  const run = (change: object = {}) => {
    const body = fixture('github-workflow-run') as { workflow_run: object }
    return { ...body, workflow_run: { ...body.workflow_run, ...change } }
  }
  const workflow = { 'x-github-event': 'workflow_run' }
  it('tells of a workflow that fails on the default branch, and that it is well again', () => {
    const [failed] = read(github, run(), workflow)
    expect(failed).toMatchObject({ status: 'firing', title: 'Build fails on example/shop main', severity: 3 })
    const [well] = read(github, run({ conclusion: 'success', id: 2 }), workflow)
    expect(well).toMatchObject({ status: 'resolved', fingerprint: failed?.fingerprint })
  })
  it('orders runs by when they began, and not by when they ended', () => {
    const [late] = read(
      github,
      run({ run_started_at: '2024-05-06T07:00:00Z', updated_at: '2024-05-06T08:00:00Z' }),
      workflow,
    )
    expect(late?.saidAt).toBe('2024-05-06T07:00:00.000Z')
  })
  it('understands the form that GitHub sends unless told otherwise', () => {
    const form = new URLSearchParams({ payload: JSON.stringify(run()) }).toString()
    const headers = { ...workflow, 'content-type': 'application/x-www-form-urlencoded' }
    expect(read(github, form, headers)).toMatchObject([{ status: 'firing' }])
  })
  it.each([
    ['of another branch', { head_branch: 'topic' }],
    ['of a pull request from a fork that calls its branch main', { event: 'pull_request' }],
    ['that was cancelled', { conclusion: 'cancelled' }],
  ])('says nothing of a run %s', (_, change) => {
    expect(read(github, run(change), workflow)).toEqual([])
  })
  it('tells of a failed deployment', () => {
    expect(
      read(github, fixture('github-deployment-status'), { 'x-github-event': 'deployment_status' })[0],
    ).toMatchObject({
      status: 'firing',
      severity: 3,
      title: 'Deployment of example/shop to production failed',
    })
  })
  it('tells of a leaked secret, never what it is', () => {
    const alerts = read(github, fixture('github-secret-scanning'), {
      'x-github-event': 'secret_scanning_alert',
    })
    expect(alerts[0]).toMatchObject({ severity: 2, title: 'Mailchimp API Key found in example/shop' })
    expect(JSON.stringify(alerts)).not.toContain('the-secret-itself')
  })
  it('tells of a grave dependency alert only', () => {
    const headers = { 'x-github-event': 'dependabot_alert' }
    const body = fixture('github-dependabot') as { alert: { security_advisory: object } }
    expect(read(github, body, headers)[0]).toMatchObject({ status: 'firing', severity: 3 })
    const moderate = { ...body.alert.security_advisory, severity: 'medium' }
    expect(read(github, { ...body, alert: { ...body.alert, security_advisory: moderate } }, headers)).toEqual(
      [],
    )
  })
  it('is answered when it says hello, or something that nobody asked about', () => {
    for (const kind of ['ping', 'star', ''])
      expect(read(github, { zen: 'Keep it logically awesome.' }, { 'x-github-event': kind })).toEqual([])
  })
})

describe('cloudwatch', () => {
  const envelope = (Message: string) => ({
    Type: 'Notification',
    MessageId: 'm-1',
    TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',
    Message,
    Timestamp: '2024-05-06T07:08:10.000Z',
    SignatureVersion: '2',
    Signature: 'x',
    SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem',
  })
  const alarm = (change: object = {}) =>
    read(cloudwatch, envelope(JSON.stringify({ ...fixture('cloudwatch-alarm'), ...change })))
  it('begins with ALARM and ends with OK, as bad as its description says', () => {
    expect(alarm()[0]).toMatchObject({
      status: 'firing',
      severity: 2,
      startsAt: '2024-05-06T07:08:09.123Z',
      fingerprint: 'cloudwatch:arn:aws:cloudwatch:eu-central-1:123456789012:alarm:api-5xx',
    })
    expect(alarm({ NewStateValue: 'OK' })[0]).toMatchObject({ status: 'resolved' })
    expect(alarm({ NewStateValue: 'INSUFFICIENT_DATA' })).toEqual([])
  })
  it('leaves alone what is no alarm', () => {
    expect(read(cloudwatch, envelope('a deployment has begun'))).toEqual([])
  })
})

describe('generic', () => {
  it('needs a title alone', () => {
    expect(read(generic, { title: 'It is slow' })[0]).toMatchObject({ title: 'It is slow', status: 'firing' })
  })
  it('tells two servers apart, and takes them for one trouble', () => {
    const of = (title: string) => read(generic, { title })[0]
    expect(of('Server 12 is down')?.fingerprint).not.toBe(of('Server 13 is down')?.fingerprint)
    expect(of('Server 12 is down')?.group).toBe(of('server 13 is down')?.group)
    expect(of('Server 12 is down')?.fingerprint).toBe(of('server 12 is down')?.fingerprint)
    expect(of('Disk full')?.group).not.toBe(of('Queue full')?.group)
    const known = (title: string) => read(generic, { title, fingerprint: 'f' })[0]?.fingerprint
    expect(known('Server 12')).toBe(known('Server 13'))
  })
  it.each('resolved RESOLVED ok OK up Normal success recovered Cleared closed passing back_up'.split(' '))(
    'is over when it is %s',
    (status) => {
      expect(read(generic, { title: 'x', status })[0]?.status).toBe('resolved')
    },
  )
  it.each('firing Alarm DOWN triggered no_data critical'.split(' '))('goes on when it is %s', (status) => {
    expect(read(generic, { title: 'x', status })[0]?.status).toBe('firing')
  })
  it('takes a status that nobody knows for firing, and says so', () => {
    const { alerts, problems, notes } = generic.read(received({ title: 'x', status: 'wobbly' }))
    expect(alerts).toMatchObject([{ status: 'firing', title: 'x (its status “wobbly” is not known)' }])
    expect([problems, notes]).toMatchObject([[], [{ index: 0, field: 'status' }]])
  })
  it('takes what is good of a delivery, and says what is not', () => {
    const alerts = [{ title: 'a' }, { title: '' }, 7, { title: 'b', labels: null, url: null }]
    const { alerts: taken, problems } = generic.read(received({ alerts }))
    expect(taken.map(({ title }) => title)).toEqual(['a', 'b'])
    expect(problems?.map(({ index, field }) => [index, field])).toEqual([
      [1, 'title'],
      [2, ''],
    ])
  })
  it('takes thousands at once', () => {
    const alerts = Array.from({ length: 2_001 }, (_, index) => ({ title: `Host ${index}` }))
    expect(generic.read(received({ alerts })).alerts).toHaveLength(2_001)
  })
  it.each([
    ['sev1', 1],
    ['SEV-2', 2],
    [3, 3],
    ['critical', 2],
    ['constructor', undefined],
    ['whatever', undefined],
  ])('takes %s for a severity of %s', (severity, meant) => {
    expect(read(generic, { title: 'x', severity })[0]?.severity).toBe(meant)
  })
  it('keeps no secret and no line breaks', () => {
    const [alert] = read(generic, {
      title: 'login failed\n\npassword=hunter22 for root',
      url: 'https://user:hunter22@host.example/x',
      labels: { token: 'token=abcdefghijkl' },
    })
    expect(JSON.stringify(alert)).not.toMatch(/hunter22|abcdefghijkl|\\n/)
    expect(read(generic, { title: 'x', url: 'javascript:alert(1)' })[0]).not.toHaveProperty('url')
  })
})

const everySource = { alertmanager, cloudwatch, generic, github, grafana, pagerduty }
const names = ['alertmanager', 'grafana', 'pagerduty', 'github-workflow-run', 'github-secret-scanning']

describe.each(Object.entries(everySource))('%s, given anything', (_, source) => {
  const headers = { 'x-github-event': 'workflow_run' }
  const isRead = (body: unknown): void => {
    try {
      for (const alert of source.read(received(body, headers)).alerts) Alert.parse(alert)
    } catch (error) {
      const refused = error instanceof SyntaxError || error instanceof z.ZodError
      if (!refused && (error as Error).name !== 'Problem') throw error
      if (error instanceof z.ZodError && error.issues[0]?.path[0] === 'fingerprint') throw error
    }
  }
  it('makes well-formed alerts of it, or says that it cannot be read', () => {
    fc.assert(
      fc.property(fc.json(), (text) => isRead(text)),
      { numRuns: 50 },
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => isRead(Buffer.from(bytes))),
      { numRuns: 30 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), (title, word) =>
        isRead({
          title: title || 'x',
          fingerprint: title || 'x',
          group: word || 'x',
          labels: { [word]: title },
        }),
      ),
      { numRuns: 100 },
    )
  })
  it('refuses every body that was cut off', () => {
    for (const name of names) {
      const text = JSON.stringify(fixture(name))
      for (const length of [0, 1, Math.floor(text.length / 2), text.length - 1])
        expect(() => source.read(received(text.slice(0, length), headers))).toThrow()
    }
  })
})
