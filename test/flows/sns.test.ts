// Why: a CloudWatch alarm reaches people only through SNS's handshake and signature, and a stranger must not get in by either.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { incidentsIn } from '#test/support/incidents.ts'
import { type Laptop, startLaptop } from '#test/support/laptop.ts'
import { deliveringTo, type Sns, startSns } from '#test/support/sns.ts'
import {
  alarm,
  certificateUrls,
  confirmationUrl,
  messages,
  type SnsMessage,
  TOPIC,
} from '#test/support/sns-messages.ts'
import { until } from '#test/support/until.ts'

let laptop: Laptop
let sns: Sns
let people: ReturnType<typeof incidentsIn>
let deliver: ReturnType<typeof deliveringTo>['deliver']
let untouched: ReturnType<typeof deliveringTo>['untouched']
beforeAll(async () => {
  laptop = await startLaptop()
  const path = join(String(process.env['CLAW_CONFIG_DIR']), 'webhooks.yml')
  const shipped: object = parse(readFileSync(path, 'utf8'))
  writeFileSync(path, stringify({ ...shipped, cloudwatch: { topics: [TOPIC] } }))
  sns = await startSns()
  people = incidentsIn(laptop)
  ;({ deliver, untouched } = deliveringTo(laptop))
})
afterEach(() => {
  sns.visits.length = 0
  sns.goAway(false)
})
afterAll(async () => {
  await laptop.stop()
  await sns.stop()
})

const notification = (content: string | object, change: SnsMessage = {}) =>
  sns.sign({ ...messages.notification(content), ...change })
const handshake = (change: SnsMessage = {}) =>
  sns.sign({ ...messages.handshake('SubscriptionConfirmation'), ...change })
/** Besides the certificate, which whichever test comes first makes the product ask for. */
const visits = () => sns.visits.filter((address) => address !== certificateUrls.valid)
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

describe('a subscription', () => {
  it.each(['1', '2'])('signed in version %s is confirmed by one visit', async (SignatureVersion) => {
    const answer = await untouched(handshake({ SignatureVersion }))
    expect([answer.status, answer.body]).toEqual([200, { received: 0, new: 0 }])
    expect(visits()).toEqual([confirmationUrl])
  })
  it('whose visit fails is answered so that SNS tries again', async () => {
    const message = handshake()
    expect((await untouched(message)).status).toBe(200)
    sns.goAway(true)
    expect((await untouched(message)).status).toBe(503)
    sns.goAway(false)
    expect((await untouched(message)).status).toBe(200)
    expect(visits()).toEqual([confirmationUrl, confirmationUrl, confirmationUrl])
  })
  it('that has ended is not begun again', async () => {
    const answer = await untouched(sns.sign(messages.handshake('UnsubscribeConfirmation')))
    expect([answer.status, visits()]).toEqual([200, []])
  })
})

describe.each(['1', '2'])('an alarm signed in version %s', (SignatureVersion) => {
  it('is an incident until it is well again, however often it is delivered', async () => {
    const name = `checkout-${SignatureVersion}`
    const begun = notification(alarm(name), { SignatureVersion })
    expect((await deliver(begun)).body).toEqual({ received: 1, new: 1 })
    const card = await until('its card', async () =>
      (await laptop.people.messages('CINCIDENTS')).find((message) => JSON.stringify(message).includes(name)),
    )
    const id = String(card.metadata?.event_payload.key)
    await people.shows(id, 'SEV3')
    await laptop.rest()
    expect((await untouched(begun)).body).toEqual({ received: 1, new: 0 })

    const well = alarm(name, { NewStateValue: 'OK', OldStateValue: 'ALARM' })
    const ended = notification(well, { SignatureVersion, Subject: `OK: "${name}" in EU (Frankfurt)` })
    expect((await deliver(ended)).body).toEqual({ received: 1, new: 1 })
    await until('its end to be told', async () => (await people.told(id, 'Alert resolved')) === 1)
    await laptop.rest()
    for (const again of [begun, ended]) expect((await untouched(again)).body).toEqual({ received: 1, new: 0 })
    // Past the moment at which the card's counts are brought up to date, so that nothing is left to be written.
    await laptop.advance(60)
    expect([await people.told(id, 'Alert ('), await people.told(id, 'Alert resolved')]).toEqual([1, 1])
    expect(visits()).toEqual([])
  })
})

const another = { TopicArn: 'arn:aws:sns:eu-central-1:999999999999:alarms' }
const refusals: [status: 401 | 403, words: RegExp, sent: Record<string, () => SnsMessage>][] = [
  [
    ...([401, /signature/] as const),
    {
      'an alarm of a stranger': () => sns.sign(messages.notification(alarm('x')), 'stranger'),
      'a subscription of a stranger': () =>
        sns.sign(messages.handshake('SubscriptionConfirmation'), 'stranger'),
      'another alarm than was signed': () => ({
        ...notification(alarm('x')),
        Message: JSON.stringify(alarm('y')),
      }),
      'another visit than was signed': () => ({ ...handshake(), SubscribeURL: `${confirmationUrl}0` }),
      'another kind than was signed': () => ({
        ...sns.sign(messages.handshake('UnsubscribeConfirmation')),
        Type: 'SubscriptionConfirmation',
      }),
      'another version than was signed': () => ({ ...notification(alarm('x')), SignatureVersion: '1' }),
      'a signature that is empty': () => ({ ...notification(alarm('x')), Signature: '' }),
    },
  ],
  [
    ...([401, /address/] as const),
    {
      "a stranger's certificate": () =>
        notification(alarm('x'), { SigningCertURL: certificateUrls.ofStranger }),
      'a certificate without TLS': () =>
        notification(alarm('x'), { SigningCertURL: certificateUrls.valid.replace('https', 'http') }),
      "a stranger's page to visit": () =>
        handshake({ SubscribeURL: 'https://sns.example/?Action=ConfirmSubscription' }),
      'a visit that would delete': () =>
        handshake({ SubscribeURL: confirmationUrl.replace('ConfirmSubscription', 'DeleteTopic') }),
    },
  ],
  [
    ...([403, /topic/] as const),
    {
      'an alarm of another topic': () => notification(alarm('x'), another),
      'a subscription to another topic': () => handshake(another),
    },
  ],
  [
    ...([401, /hour/] as const),
    {
      'an alarm of two hours ago': () => notification(alarm('x'), { Timestamp: ago(120) }),
      'a subscription of two hours ago': () => handshake({ Timestamp: ago(120) }),
      'an alarm from the future': () => notification(alarm('x'), { Timestamp: ago(-30) }),
    },
  ],
]

describe.each(refusals)('refused with %s %s, unvisited and unwritten, is', (status, words, sent) => {
  it.each(Object.entries(sent))('%s', async (_, message) => {
    const answer = await untouched(message())
    expect([answer.status, visits()]).toEqual([status, []])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body.detail).toMatch(words)
  })
})

describe('a certificate', () => {
  it('is fetched until it is there, and then no more', async () => {
    const sent = { SigningCertURL: certificateUrls.renewed }
    sns.goAway(true)
    expect((await untouched(notification('x', sent))).status).toBe(503)
    sns.goAway(false)
    for (const content of ['x', 'y', 'z'])
      expect((await untouched(notification(content, sent))).status).toBe(200)
    expect(visits()).toEqual([certificateUrls.renewed, certificateUrls.renewed])
  })
  it('that has run out makes no signature right', async () => {
    const answer = await untouched(notification(alarm('x'), { SigningCertURL: certificateUrls.expired }))
    expect([answer.status, visits()]).toEqual([401, [certificateUrls.expired]])
  })
  it('is not asked for on behalf of a topic that nobody named, nor of a message that is too old', async () => {
    const SigningCertURL = certificateUrls.missing
    expect((await untouched(notification('x', { SigningCertURL, ...another }))).status).toBe(403)
    expect((await untouched(notification('x', { SigningCertURL, Timestamp: ago(120) }))).status).toBe(401)
    expect(visits()).toEqual([])
    expect((await untouched(notification('x', { SigningCertURL }))).status).toBe(503)
    expect(visits()).toEqual([SigningCertURL])
  })
})

describe('what the topic carries', () => {
  it.each([
    ['an alarm that was cut off', () => JSON.stringify(alarm('x')).slice(0, -9), 'Message'],
    ['an alarm without a name', () => alarm('x', { AlarmName: '' }), 'Message.AlarmName'],
    ['an alarm in no known state', () => alarm('x', { NewStateValue: 'BAD' }), 'Message.NewStateValue'],
  ] as const)('is refused by name, on record, when it is %s', async (_, content, field) => {
    const refusals = async () =>
      (await laptop.table.events()).filter(({ action }) => action === 'AlertsRefused')
    const answer = await deliver(notification(content()))
    expect([answer.status, answer.body.errors?.map((error) => error.field)]).toEqual([400, [field]])
    expect((await refusals()).filter(({ data }) => JSON.stringify(data).includes(`"${field}"`))).toHaveLength(
      1,
    )
    // People in #claw-ops are told of it meanwhile.
    await laptop.rest()
  })
  it.each([
    ['words', 'a deployment has begun'],
    ['of another service', { source: 'aws.health', detail: {} }],
    ['an alarm that knows too little', alarm('x', { NewStateValue: 'INSUFFICIENT_DATA' })],
  ])('is let pass when it is %s', async (_, content) => {
    const answer = await untouched(notification(content))
    expect([answer.status, answer.body]).toEqual([200, { received: 0, new: 0 }])
  })
})

it.each([
  ['', ''],
  ['{"Type":', ''],
  [{ Type: 'Something' }, 'Type'],
  [{ Timestamp: 'yesterday' }, 'Timestamp'],
  [{ SignatureVersion: '3' }, 'SignatureVersion'],
])('an envelope with %j is refused by name', async (wrong, field) => {
  const answer = await untouched(typeof wrong === 'string' ? wrong : notification('x', wrong as SnsMessage))
  expect([answer.status, answer.body.errors?.map((error) => error.field)]).toEqual([400, [field]])
})

it('leaves a record that verifies', async () => {
  expect(await laptop.table.broken()).toEqual([])
})
