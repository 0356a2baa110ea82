// A message is from SNS when its key signed exactly this text, for a topic that we expect, within the hour.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { assertFromSns, SnsEnvelope } from '#functions/webhooks/sns-signature.ts'

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:alarms'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const now = Date.parse('2024-05-06T07:10:00.000Z')

const base = {
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: TOPIC,
  Message: 'It\nis "on" — fire',
  Timestamp: '2024-05-06T07:09:00.000Z',
  SignatureVersion: '2',
  Signature: '',
  SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem',
}
const notification = { ...base, Type: 'Notification', Subject: 'ALARM: "api-5xx"' }
const confirmation = {
  ...base,
  Type: 'SubscriptionConfirmation',
  Token: '2336412f37',
  SubscribeURL: `https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37`,
}

/** As the documentation of SNS lays it out, written down here once more. */
const lines = (names: string[], values: Record<string, unknown>): string =>
  names.map((name) => `${name}\n${values[name]}\n`).join('')
const ofNotification = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
const ofConfirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']

const signed = (message: Record<string, unknown>, names: string[], key: KeyObject = privateKey) => ({
  ...message,
  Signature: sign(
    message['SignatureVersion'] === '1' ? 'sha1' : 'sha256',
    Buffer.from(lines(names, message)),
    key,
  ).toString('base64'),
})
const check = (message: object, { at = now, topics = [TOPIC] } = {}) =>
  assertFromSns(SnsEnvelope.parse(message), { now: at, topics, keyAt: async () => publicKey })

const refused = { name: 'Problem', status: 401 }

describe('a message of SNS', () => {
  it.each(['1', '2'])('signed in version %s is taken', async (SignatureVersion) => {
    await expect(
      check(signed({ ...notification, SignatureVersion }, ofNotification)),
    ).resolves.toBeUndefined()
    await expect(
      check(signed({ ...confirmation, SignatureVersion }, ofConfirmation)),
    ).resolves.toBeUndefined()
  })
  it('without a subject is signed without one', async () => {
    const { Subject: _, ...bare } = notification
    const names = ofNotification.filter((name) => name !== 'Subject')
    await expect(check(signed(bare, names))).resolves.toBeUndefined()
  })
  it.each(['Message', 'MessageId', 'Subject', 'TopicArn'])('with another %s is refused', async (field) => {
    const forged = { ...signed(notification, ofNotification), [field]: 'something else' }
    await expect(check(forged, { topics: [TOPIC, 'something else'] })).rejects.toMatchObject(refused)
  })
  it('that somebody else signed is refused, and so is one whose version does not fit', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    await expect(check(signed(notification, ofNotification, other))).rejects.toMatchObject(refused)
    const mixed = { ...signed(notification, ofNotification), SignatureVersion: '1' }
    await expect(check(mixed)).rejects.toMatchObject(refused)
    await expect(check({ ...notification, Signature: '' })).rejects.toMatchObject(refused)
  })
  it('is not taken again hours later, nor from the future', async () => {
    const message = signed(notification, ofNotification)
    await expect(check(message, { at: now + 60 * 60_000 })).resolves.toBeUndefined()
    await expect(check(message, { at: now + 2 * 3_600_000 })).rejects.toMatchObject(refused)
    await expect(check(message, { at: now - 3_600_000 })).rejects.toMatchObject(refused)
  })
  it('of a topic that nobody named is refused, as all are while none is named', async () => {
    const message = signed(notification, ofNotification)
    await expect(check(message, { topics: [] })).rejects.toMatchObject({ status: 403 })
    await expect(check(message, { topics: [`${TOPIC}-2`] })).rejects.toMatchObject({ status: 403 })
  })
})
