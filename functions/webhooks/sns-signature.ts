// Whether an envelope comes from SNS: signed by its key, of an expected topic, and of this hour.
// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
import { type KeyObject, verify } from 'node:crypto'
import * as z from 'zod'
import { Problem } from '#functions/http/problem.ts'

const text = z.string()
const signed = {
  MessageId: text.min(1),
  TopicArn: text,
  Message: text,
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: text,
  SigningCertURL: text,
}
const Handshake = z.object({ ...signed, Token: text, SubscribeURL: text })
export const SnsEnvelope = z.discriminatedUnion('Type', [
  z.object({ ...signed, Type: z.literal('Notification'), Subject: text.nullish() }),
  Handshake.extend({ Type: z.literal('SubscriptionConfirmation') }),
  Handshake.extend({ Type: z.literal('UnsubscribeConfirmation') }),
])
export type SnsEnvelope = z.infer<typeof SnsEnvelope>

const fields = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
}

/** The signed fields in their order, each name and value on a line; what is absent is left out. */
const textToSign = (envelope: SnsEnvelope): string => {
  const values: Record<string, unknown> = envelope
  const names = envelope.Type === 'Notification' ? fields.Notification : fields.SubscriptionConfirmation
  return names
    .filter((name) => typeof values[name] === 'string')
    .map((name) => `${name}\n${values[name]}\n`)
    .join('')
}

/** SNS tries a delivery again for an hour at most; its clock and ours may differ a little. */
const OLDEST_MS = 65 * 60_000
const AHEAD_MS = 5 * 60_000

/** @throws Problem 401 when it is forged, or too old or new to be a first delivery; 403 for a topic that is not expected */
export const assertFromSns = async (
  envelope: SnsEnvelope,
  {
    now,
    topics,
    keyAt,
  }: { now: number; topics: readonly string[]; keyAt: (url: string) => Promise<KeyObject> },
): Promise<void> => {
  // What needs no key comes first, so that a stranger cannot make us ask SNS for one.
  if (!topics.includes(envelope.TopicArn))
    throw new Problem(403, 'This topic is not among those in config/webhooks.yml.')
  const age = now - Date.parse(envelope.Timestamp)
  if (age > OLDEST_MS || age < -AHEAD_MS)
    throw new Problem(401, 'The message is not of this hour; SNS does not try for longer.')
  const hash = envelope.SignatureVersion === '1' ? 'sha1' : 'sha256'
  const signature = Buffer.from(envelope.Signature, 'base64')
  const key = await keyAt(envelope.SigningCertURL)
  if (!verify(hash, Buffer.from(textToSign(envelope)), key, signature))
    throw new Problem(401, 'The signature is not one of SNS over this message.')
}
