// What SNS and CloudWatch write, from their documentation and not from the product's own schemas.
export const HOST = 'sns.eu-central-1.amazonaws.com'
export const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:alarms'
const certificateUrl = (number: number): string =>
  `https://${HOST}/SimpleNotificationService-${String(number).padStart(32, '0')}.pem`
export const certificateUrls = {
  valid: certificateUrl(1),
  expired: certificateUrl(2),
  missing: certificateUrl(3),
  /** The valid one under an address that no other test asks for. */
  renewed: certificateUrl(4),
  ofStranger: `https://${HOST}.example/SimpleNotificationService-${'1'.padStart(32, '0')}.pem`,
} as const
export const confirmationUrl = `https://${HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37`

export type SnsMessage = Record<string, string>

/** The signed text as the documentation of SNS lays it out: each field that is there, in the order of the alphabet. */
export const signedText = (message: SnsMessage): string =>
  ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('')

const envelope = (Type: string, Message: string): SnsMessage => ({
  Type,
  MessageId: crypto.randomUUID(),
  TopicArn: TOPIC,
  Message,
  Timestamp: new Date().toISOString(),
  SignatureVersion: '2',
  SigningCertURL: certificateUrls.valid,
})

/** As SNS writes them, before they are signed. */
export const messages = {
  notification: (content: string | object): SnsMessage => ({
    ...envelope('Notification', typeof content === 'string' ? content : JSON.stringify(content)),
    Subject: 'ALARM: "api-5xx" in EU (Frankfurt)',
    UnsubscribeURL: `https://${HOST}/?Action=Unsubscribe`,
  }),
  handshake: (Type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation'): SnsMessage => ({
    ...envelope(Type, `You have chosen to subscribe to the topic ${TOPIC}.\nVisit the SubscribeURL.`),
    Token: '2336412f37',
    SubscribeURL: confirmationUrl,
  }),
}

/** As CloudWatch writes it, and of a namespace of its own, so that it shares an incident with no other. */
export const alarm = (name: string, change: object = {}) => ({
  AlarmName: name,
  AlarmDescription: `${name} answers with errors [sev3]`,
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  OldStateValue: 'OK',
  Region: 'EU (Frankfurt)',
  NewStateReason: 'Threshold Crossed: 1 datapoint was greater than the threshold (5.0).',
  StateChangeTime: new Date().toISOString().replace('Z', '+0000'),
  AlarmArn: `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${name}`,
  Trigger: { MetricName: '5xx', Namespace: `Example/${name}`, Period: 60, Threshold: 5 },
  ...change,
})
