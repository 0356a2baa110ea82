// CloudWatch's alarms, as SNS delivers them to an HTTPS subscription.
// https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
import * as z from 'zod'
import { webhooks } from '#config/load.ts'
import type { Alert } from '#domain/incident/alert.ts'
import { fieldProblems } from '#functions/http/json-body.ts'
import { type FieldProblem, invalid, Problem } from '#functions/http/problem.ts'
import {
  assertCertificateAddress,
  confirmSubscription,
  NotFromSns,
  snsKey,
} from '#gateways/sns-certificates.ts'
import { instant, key, labels, line, severity } from '../clean.ts'
import { assertFromSns, SnsEnvelope } from '../sns-signature.ts'
import type { Received, Source } from '../source.ts'

const Alarm = z.object({
  AlarmName: z.string().min(1),
  AlarmDescription: z.string().nullish(),
  AWSAccountId: z.string().nullish(),
  NewStateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  NewStateReason: z.string().nullish(),
  StateChangeTime: z.string().nullish(),
  Region: z.string().nullish(),
  AlarmArn: z.string().nullish(),
  Trigger: z.object({ Namespace: z.string().nullish(), MetricName: z.string().nullish() }).nullish(),
})

const envelopeOf = ({ body }: Received): SnsEnvelope => {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw invalid([{ field: '', message: 'the body is not valid JSON' }])
  }
  const parsed = SnsEnvelope.safeParse(value)
  if (!parsed.success) throw invalid(fieldProblems(parsed.error).slice(0, 10))
  return parsed.data
}

/** `[sev2]` or `severity: sev2` in an alarm's description says how bad it is; CloudWatch has no field for it. */
const severityIn = (description: string): Alert['severity'] =>
  severity(
    /\[([a-z0-9-]{1,20})\]|severity[:=]\s{0,3}([a-z0-9-]{1,20})/i.exec(description)?.slice(1).find(Boolean),
  )

const notAnAlarm = (problems: FieldProblem[]): Problem =>
  invalid(
    problems.map(({ field, message }) => ({ field: ['Message', field].filter(Boolean).join('.'), message })),
  )

/** Whatever else is published to the topic is not for us; an alarm that cannot be read is said so, and not lost in silence. */
const alarmIn = (message: string): z.infer<typeof Alarm> | undefined => {
  if (!message.trimStart().startsWith('{')) return undefined
  let value: object
  try {
    value = JSON.parse(message) as object
  } catch {
    throw notAnAlarm([{ field: '', message: 'is not valid JSON' }])
  }
  if (!('AlarmName' in value || 'NewStateValue' in value)) return undefined
  const parsed = Alarm.safeParse(value)
  if (!parsed.success) throw notAnAlarm(fieldProblems(parsed.error).slice(0, 10))
  return parsed.data
}

const toAlert = (alarm: z.infer<typeof Alarm>): Alert[] => {
  // Neither well nor not well.
  if (alarm.NewStateValue === 'INSUFFICIENT_DATA') return []
  const where = `${alarm.AWSAccountId ?? ''}/${alarm.Region ?? ''}`
  const { Namespace: namespace, MetricName: metric } = alarm.Trigger ?? {}
  const startsAt = instant(alarm.StateChangeTime?.replace(/\+0000$/, 'Z'))
  const bad = severityIn((alarm.AlarmDescription ?? '').slice(0, 2_000))
  const reason = alarm.AlarmDescription || alarm.NewStateReason
  return [
    {
      source: 'cloudwatch',
      fingerprint: key('cloudwatch', alarm.AlarmArn ?? `${where}/${alarm.AlarmName}`),
      group: key('cloudwatch', `${where}/${namespace ?? alarm.AlarmName}`),
      title: line(`${alarm.AlarmName}${reason ? `: ${reason}` : ''}`, 300),
      status: alarm.NewStateValue === 'ALARM' ? 'firing' : 'resolved',
      ...(bad === undefined ? {} : { severity: bad }),
      labels: labels({ account: alarm.AWSAccountId, region: alarm.Region, namespace, metric }),
      ...(startsAt === undefined ? {} : { startsAt, saidAt: startsAt }),
    },
  ]
}

/** An address that is not of SNS is a forgery; SNS being out of reach is not, and it will try again. */
const asProblem = (error: unknown): never => {
  if (error instanceof NotFromSns) throw new Problem(401, error.message)
  throw error
}

export const cloudwatch: Source = {
  // The signature is inside the body, so its envelope has to be read first; nothing follows from it until it is verified.
  verify: async (received) => {
    const now = Date.parse(received.now)
    const envelope = envelopeOf(received)
    try {
      assertCertificateAddress(envelope.SigningCertURL)
      await assertFromSns(envelope, {
        now,
        topics: webhooks().cloudwatch.topics,
        keyAt: (url) => snsKey(url, now),
      })
    } catch (error) {
      asProblem(error)
    }
  },
  read: (received) => {
    const envelope = envelopeOf(received)
    const id = key('message', envelope.MessageId)
    if (envelope.Type === 'SubscriptionConfirmation')
      return {
        id,
        alerts: [],
        confirm: () => confirmSubscription(envelope.SubscribeURL).catch(asProblem),
      }
    // Visiting the address of an unsubscription would subscribe again.
    if (envelope.Type === 'UnsubscribeConfirmation') return { id, alerts: [] }
    const alarm = alarmIn(envelope.Message)
    return { id, alerts: alarm ? toAlert(alarm) : [] }
  },
}
